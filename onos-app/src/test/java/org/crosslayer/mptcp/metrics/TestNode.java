// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.metrics;

import static org.crosslayer.mptcp.FakeFabricService.CLIENT;

import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentCapabilities;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.FakeFabricService;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.connections.TestConnections;
import org.crosslayer.mptcp.planning.PlanningManager;
import org.crosslayer.mptcp.planning.TestPlanning;
import org.crosslayer.mptcp.view.TestViews;

/** A node with one agent and its metrics. */
final class TestNode {
    final FakeFabricService fabric = FakeFabricService.withParallelPaths(2);
    final ConnectionManager connections = TestConnections.activated(new DirectEvents());
    final PlanningManager planning = TestPlanning.activated(fabric, connections);
    final PlanningMeter meter = new PlanningMeter();
    private final ControllerMetrics metrics = new ControllerMetrics();

    void start() {
        Agent agent = new Agent(AgentId.agentId("client"), "0.1.0", "6.18.0", List.of(CLIENT),
            new AgentCapabilities(EnumSet.allOf(AgentCapabilities.Ability.class), 16), "10.9.0.1:5", Instant.EPOCH);
        metrics.meter = meter;
        metrics.views = TestViews.inCluster(fabric, connections, planning, agent);
        metrics.agentService = TestViews.agents(agent);
        metrics.connectionService = connections;
        metrics.planningService = planning;
        metrics.activate();
    }

    void stop() {
        metrics.deactivate();
        TestPlanning.deactivate(planning);
    }

    String text() throws IOException {
        return MonitoringTest.utf8(metrics.text());
    }
}
