// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import java.io.IOException;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.FakeFabricService;
import org.crosslayer.mptcp.TestApplication;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.connections.TestConnections;
import org.crosslayer.mptcp.planning.PlanningManager;
import org.crosslayer.mptcp.planning.TestPlanning;
import org.onlab.packet.IpAddress;
import org.onosproject.cfg.ComponentConfigAdapter;
import org.onosproject.cluster.ClusterServiceAdapter;
import org.onosproject.cluster.ControllerNode;
import org.onosproject.cluster.DefaultControllerNode;
import org.onosproject.cluster.NodeId;

/** The application's own components around a network that the test sets, listening on loopback. */
final class TestController implements AutoCloseable {
    final DirectEvents events = new DirectEvents();
    final FakeFabricService fabric = FakeFabricService.withParallelPaths(4);
    final ConnectionManager connections = TestConnections.activated(events);
    final PlanningManager planning = TestPlanning.activated(fabric, connections);
    final AgentManager agents = new AgentManager();
    final EndpointTls tls;
    private final Endpoint endpoint;

    TestController() throws IOException {
        this(EndpointSettings.of("127.0.0.1", 0, "", "", "", true));
    }

    TestController(EndpointLimits limits) throws IOException {
        this(EndpointSettings.of("127.0.0.1", 0, "", "", "", true), limits);
    }

    TestController(EndpointSettings settings) throws IOException {
        this(settings, EndpointLimits.DEFAULT);
    }

    TestController(EndpointSettings settings, EndpointLimits limits) throws IOException {
        this(settings, limits, null);
    }

    /** One whose agents have no more time than the test lets pass. */
    TestController(HandClock clock) throws IOException {
        this(EndpointSettings.of("127.0.0.1", 0, "", "", "", true), EndpointLimits.DEFAULT, clock);
    }

    private TestController(EndpointSettings settings, EndpointLimits limits, HandClock clock) throws IOException {
        if (clock != null) {
            agents.useClock(clock);
        }
        agents.eventDispatcher = events;
        agents.configService = new ComponentConfigAdapter();
        agents.application = TestApplication.alone();
        agents.clusterService = new ClusterServiceAdapter() {
            @Override
            public ControllerNode getLocalNode() {
                return new DefaultControllerNode(NodeId.nodeId("onos-1"), IpAddress.valueOf("127.0.0.1"));
            }
        };
        agents.fabricService = fabric;
        agents.registry = connections;
        agents.planning = planning;
        agents.skipRehearsal();
        agents.activate(null);
        tls = Endpoint.tls(settings);
        endpoint = Endpoint.start(settings, tls, ControlMethod.service(agents, limits), limits);
    }

    int port() {
        return endpoint.port();
    }

    TestAgent agent(String id) {
        return TestAgent.plaintext(port(), id);
    }

    boolean attached(String id) {
        return agents.agent(AgentId.agentId(id)).isPresent();
    }

    @Override
    public void close() {
        endpoint.stop(agents::closeAll);
        agents.deactivate();
        TestPlanning.deactivate(planning);
    }
}
