// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.mptcp.FakeFabricService.CLIENT;
import static org.crosslayer.mptcp.FakeFabricService.SERVER;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentCapabilities;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.FakeFabricService;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.connections.TestConnections;
import org.crosslayer.mptcp.planning.PlanningManager;
import org.crosslayer.mptcp.planning.TestPlanning;
import org.crosslayer.mptcp.view.TestViews;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadViewTest {
    private static final AgentId AGENT = AgentId.agentId("client");
    private static final ConnectionKey KEY = ConnectionKey.connectionKey(AGENT, ConnectionToken.token(7));

    private final FakeFabricService fabric = FakeFabricService.withParallelPaths(2);
    private final ConnectionManager connections = TestConnections.activated(new DirectEvents());
    private final PlanningManager planning = TestPlanning.activated(fabric, connections);

    @AfterEach
    void deactivate() {
        TestPlanning.deactivate(planning);
    }

    @Test
    void shouldShowWhatAConnectionTakesAndNothingOnceItIsGone() {
        FourTuple initial = FourTuple.fourTuple(CLIENT, 40_000, SERVER, 80);
        TestPlanning.established(planning, connections.report(
            MptcpConnection.builder(KEY, initial).with(Subflow.subflow(initial, 0, 0, false)).build()));

        JsonNode planned = view().json();
        assertThat(planned.at("/accounted").asInt()).isEqualTo(1);
        assertThat(planned.at("/ends").asInt()).isEqualTo(1);
        assertThat(planned.at("/unanswered").asInt()).isEqualTo(1);
        assertThat(planned.at("/sourcePorts/client").asInt()).isPositive();
        assertThat(planned.at("/links/0/bps").asLong()).isPositive();

        connections.remove(KEY);
        TestPlanning.gone(planning, KEY);

        assertThat(view().lines()).containsExactly("connections accounted 0, ends known 0, demands known 0, plans "
            + "without an answer 0, with changes under way or remembered 0", "source ports in use at client: 0",
            "No link has planned load");
    }

    private View view() {
        Agent agent = new Agent(AGENT, "0.1.0", "6.18.0", List.of(CLIENT),
            new AgentCapabilities(EnumSet.noneOf(AgentCapabilities.Ability.class), 16), "10.9.0.1:5", Instant.EPOCH);
        return new Single<>(TestViews.of(fabric, connections, planning, agent).load(), LoadText::load);
    }
}
