// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.AgentListener;
import org.crosslayer.mptcp.AgentService;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.FabricListener;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.cluster.ClusterLoads;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.connections.TestConnections;
import org.crosslayer.mptcp.planning.LoadExchange;
import org.crosslayer.mptcp.planning.PlacementReport;
import org.crosslayer.mptcp.planning.PlanningService;
import org.crosslayer.plan.PlannerPolicy;
import org.onosproject.cluster.ClusterServiceAdapter;
import org.onosproject.cluster.ControllerNode;
import org.onosproject.cluster.NodeId;

/** Read models of services that tests make. */
public final class TestViews {
    private TestViews() {
    }

    public static MptcpViews of(FabricService fabric, ConnectionManager connections, PlanningService planning,
                                Agent... agents) {
        MptcpViews views = new MptcpViews();
        views.fabricService = fabric;
        views.connectionService = connections;
        views.registry = connections;
        views.planningService = planning;
        views.agentService = new FixedAgents(List.of(agents));
        views.activate();
        return views;
    }

    /** Without connections and planned load. */
    public static MptcpViews of(Fabric fabric, LinkUtilisation utilisation, Agent... agents) {
        return of(new FixedFabric(fabric, utilisation), TestConnections.activated(new DirectEvents()),
            idle(fabric), agents);
    }

    /** Without connections, though agents report traffic. */
    public static MptcpViews reported(Fabric fabric, LinkUtilisation utilisation, LinkUtilisation reported) {
        return of(new FixedFabric(fabric, utilisation), TestConnections.activated(new DirectEvents()),
            idle(fabric, reported));
    }

    /** Without planned load. */
    public static MptcpViews of(FabricService fabric, ConnectionManager connections, Agent... agents) {
        return of(fabric, connections, idle(fabric.fabric()), agents);
    }

    /** At the only node of a cluster. */
    public static MptcpViews inCluster(FabricService fabric, ConnectionManager connections, PlanningService planning,
                                       Agent... agents) {
        MptcpViews views = of(fabric, connections, planning, agents);
        views.clusterService = new ClusterServiceAdapter() {
            @Override
            public ControllerNode.State getState(NodeId node) {
                return ControllerNode.State.READY;
            }
        };
        views.clusterLoads = new ClusterLoads() {
            @Override
            public Map<String, String> owners() {
                return Map.of();
            }

            @Override
            public int agents() {
                return 0;
            }
        };
        return views;
    }

    public static AgentService agents(Agent... agents) {
        return new FixedAgents(List.of(agents));
    }

    /** A list of one connection. */
    public static Page<ConnectionView> listed(MptcpConnection connection, Fabric fabric,
                                              ConnectionStatistics statistics) {
        return new Page<>(List.of(ConnectionView.full(connection, Optional.ofNullable(statistics),
            new PathTracer(fabric))), 1, 0, 1);
    }

    public static ExplanationView explanation(PlacementReport report) {
        return new ExplanationView(report);
    }

    /** A planning service that has planned nothing. */
    private static PlanningService idle(Fabric fabric) {
        return idle(fabric, LinkUtilisation.unknown(fabric));
    }

    private static PlanningService idle(Fabric fabric, LinkUtilisation reported) {
        LoadExchange exchange = proxy(LoadExchange.class, Map.of("fabric", fabric));
        return proxy(PlanningService.class, Map.of("loadExchange", exchange, "reportedTraffic", reported));
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, with) ->
            answers.getOrDefault(called.getName(), called.getReturnType() == long.class ? 0L : null)));
    }

    /** Agents that never come or go. */
    private static final class FixedAgents implements AgentService {
        private final List<Agent> agents;

        FixedAgents(List<Agent> agents) {
            this.agents = agents;
        }

        @Override
        public Collection<Agent> agents() {
            return new ArrayList<>(agents);
        }

        @Override
        public Optional<Agent> agent(AgentId id) {
            return agents.stream().filter(agent -> agent.id().equals(id)).findFirst();
        }

        @Override
        public void addListener(AgentListener listener) {
        }

        @Override
        public void removeListener(AgentListener listener) {
        }
    }

    /** A network that never changes. */
    private static final class FixedFabric implements FabricService {
        private final Fabric fabric;
        private final LinkUtilisation utilisation;

        FixedFabric(Fabric fabric, LinkUtilisation utilisation) {
            this.fabric = fabric;
            this.utilisation = utilisation;
        }

        @Override
        public Fabric fabric() {
            return fabric;
        }

        @Override
        public PlannerPolicy policy() {
            return PlannerPolicy.DEFAULT;
        }

        @Override
        public LinkUtilisation utilisation() {
            return utilisation;
        }

        @Override
        public void addListener(FabricListener listener) {
        }

        @Override
        public void removeListener(FabricListener listener) {
        }
    }
}
