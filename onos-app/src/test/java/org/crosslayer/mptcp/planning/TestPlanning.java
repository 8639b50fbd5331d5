// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.List;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.metrics.PlanningMeter;
import org.crosslayer.mptcp.standing.StandingOverview;
import org.onosproject.cfg.ComponentConfigAdapter;

/** Makes the component as ONOS would. */
public final class TestPlanning {
    private TestPlanning() {
    }

    public static PlanningManager activated(FabricService fabric, ConnectionManager connections) {
        PlanningManager manager = new PlanningManager();
        manager.fabricService = fabric;
        manager.connectionService = connections;
        manager.registry = connections;
        manager.configService = new ComponentConfigAdapter();
        manager.meter = new PlanningMeter();
        manager.activate(null);
        return manager;
    }

    public static void deactivate(PlanningManager manager) {
        manager.deactivate();
    }

    /** Plans a connection of an agent that can do everything and is told nothing more, and explains it. */
    public static PlacementReport explained(FabricService fabric, ConnectionManager connections,
                                            MptcpConnection connection) {
        PlanningManager manager = activated(fabric, connections);
        try {
            manager.established(new FakeChannel(), connections.report(connection));
            return manager.explain(connection.key()).orElseThrow();
        } finally {
            deactivate(manager);
        }
    }

    /** Has a connection planned whose agent never answers. */
    public static void established(PlanningManager manager, MptcpConnection connection) {
        manager.established(new FakeChannel(), connection);
    }

    /** A connection, and then its agent, are gone. */
    public static void gone(PlanningManager manager, ConnectionKey key) {
        manager.changed(new FakeChannel(), key);
        manager.forget(key.agent());
    }

    /** The standing plans for an agent of which nothing is known but that it has attached and said what it holds. */
    public static List<StandingOverview> standing(FabricService fabric, ConnectionManager connections) {
        StandingAgent agent = new StandingAgent(16, 1);
        PlanningEngine engine = new PlanningEngine(fabric, connections, connections, Runnable::run);
        engine.fabricChanged(0);
        engine.snapshot(agent, List.of());
        if (!agent.orders().isEmpty()) {
            engine.standing(agent, agent.report(0));
        }
        return engine.standing();
    }
}
