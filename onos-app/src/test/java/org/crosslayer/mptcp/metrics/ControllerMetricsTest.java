// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.mptcp.FakeFabricService.CLIENT;
import static org.crosslayer.mptcp.FakeFabricService.SERVER;

import java.util.List;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.planning.PathOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControllerMetricsTest {
    private final TestNode node = new TestNode();

    @BeforeEach
    void start() {
        node.start();
    }

    @AfterEach
    void stop() {
        node.stop();
    }

    @Test
    void shouldTellWhatIsThere() throws Exception {
        FourTuple initial = FourTuple.fourTuple(CLIENT, 40_000, SERVER, 80);
        PlannedSubflow elsewhere = PlannedSubflow.asked(initial, List.of(41_000), "r9/1", "r9/2", false)
            .opened(41_000);
        node.connections.report(MptcpConnection.builder(
                ConnectionKey.connectionKey(AgentId.agentId("client"), ConnectionToken.token(1)), initial)
            .with(Subflow.subflow(initial, 0, 0, false))
            .with(Subflow.subflow(FourTuple.fourTuple(CLIENT, 41_000, SERVER, 80), 1, 0, false))
            .planned(List.of(elsewhere)).build());

        assertThat(node.text().lines()).contains("crosslayer_controller_agents 1.0",
            "crosslayer_controller_connections 1.0", "crosslayer_controller_subflows{origin=\"initial\"} 1.0",
            "crosslayer_controller_subflows{origin=\"off_plan\"} 1.0",
            "crosslayer_controller_planned_subflows{state=\"opened\"} 1.0",
            "crosslayer_controller_planned_subflows{state=\"failed\"} 0.0", "crosslayer_controller_fabric_devices 4.0",
            "crosslayer_controller_cluster_nodes{state=\"ready\"} 1.0", "# TYPE crosslayer_controller_agents gauge");
    }

    @Test
    void shouldCountWhatHappens() throws Exception {
        node.meter.decided(300_000);
        node.meter.decided(3_000_000);
        node.meter.answered(PathOutcome.Result.PORTS_IN_USE);
        node.meter.detached();

        assertThat(node.text().lines()).contains("crosslayer_controller_decision_seconds_count 2",
            "crosslayer_controller_decision_seconds_bucket{le=\"5.0E-4\"} 1",
            "crosslayer_controller_decision_seconds_bucket{le=\"0.005\"} 2",
            "crosslayer_controller_outcomes_total{result=\"ports_in_use\"} 1.0",
            "crosslayer_controller_outcomes_total{result=\"refused\"} 0.0",
            "crosslayer_controller_sessions_lost_total 1.0", "crosslayer_controller_moves_total{result=\"made\"} 0.0");
    }
}
