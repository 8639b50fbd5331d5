// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import org.crosslayer.control.v1.Capabilities;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.FourTuple;
import org.crosslayer.control.v1.StandingExecutor;
import org.crosslayer.control.v1.StandingOrders;
import org.crosslayer.control.v1.StandingPath;
import org.crosslayer.control.v1.Subflow;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.config.ConfigFixtures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.onlab.packet.IpAddress;

/** Standing plans out of a real ONOS: sent, left to the agent, and other ones once a link has gone. */
@ExtendWith(OnosCore.class)
class StandingIT {
    private static final IpAddress CLIENT = IpAddress.valueOf("10.0.1.2");
    private static final IpAddress SERVER = IpAddress.valueOf("10.0.2.2");
    private static final int SERVER_PORT = 80;

    @TempDir
    private Path directory;

    private AgentEndpoint endpoint;
    private NetworkConfig config;

    @BeforeEach
    void describeNetwork(OnosCore.Running onos) throws Exception {
        endpoint = new AgentEndpoint(onos, directory, CLIENT);
        config = new NetworkConfig(onos);
        config.apply("routedFabric", NetworkConfig.threePaths());
        config.apply("policy", ConfigFixtures.json(
            "{'standing': {'destinations': [{'prefix': '10.0.2.2/32', 'port': 80}]}}"));
        await().atMost(OnosCore.DEADLINE).until(() -> onos.service(FabricService.class).fabric().linkCount() == 14
            && onos.service(FabricService.class).standing().enabled());
    }

    @AfterEach
    void forgetNetwork() {
        endpoint.close();
        config.remove();
    }

    @Test
    void plansFollowTheNetworkAndTheirConnectionsAreLeftToTheAgent(OnosCore.Running onos) throws Exception {
        try (PlayedAgent agent = endpoint.agent("standing", CLIENT)) {
            agent.attach(Capabilities.newBuilder().setSubflows(true).setMaxSubflows(8).setMaxStandingPlans(4)
                .setStandingExecutor(StandingExecutor.STANDING_EXECUTOR_AGENT));
            StandingOrders orders = next(agent);
            assertThat(orders.getPlans(0).getPathsCount()).isEqualTo(3);
            assertRight(orders, onos.service(FabricService.class).fabric());

            agent.reportEstablished(connection(agent, 1, 40_001).setStandingPlan(orders.getPlans(0).getId()).build());
            agent.reportEstablished(connection(agent, 2, 40_002).build());
            ControllerMessage plan = agent.next();
            assertThat(plan.getPlan().getToken()).as("the other one is planned").isEqualTo(2);

            JsonNode without = NetworkConfig.threePaths();
            ((ArrayNode) without.get("links")).remove(2);
            config.apply("routedFabric", without);

            StandingOrders others = next(agent);
            assertThat(others.getGeneration()).isGreaterThan(orders.getGeneration());
            assertThat(others.getPlans(0).getId()).isEqualTo(orders.getPlans(0).getId());
            assertThat(others.getPlans(0).getPathsList()).hasSize(2)
                .noneMatch(path -> path.getOutboundPath().contains("r1/3"));
            await().atMost(OnosCore.DEADLINE).untilAsserted(() ->
                assertRight(others, onos.service(FabricService.class).fabric()));
        }
    }

    private static Connection.Builder connection(PlayedAgent agent, int token, int port) {
        FourTuple tuple = agent.tuple(port, SERVER, SERVER_PORT);
        return Connection.newBuilder().setToken(token).setInitial(tuple)
            .addSubflows(Subflow.newBuilder().setTuple(tuple));
    }

    private static StandingOrders next(PlayedAgent agent) throws InterruptedException {
        ControllerMessage message = agent.next();
        while (!message.hasStanding()) {
            message = agent.next();
        }
        return message.getStanding();
    }

    private static void assertRight(StandingOrders orders, Fabric fabric) {
        PathTracer tracer = new PathTracer(fabric);
        for (StandingPath path : orders.getPlans(0).getPathsList()) {
            assertThat(path.getSourcePortsList()).isNotEmpty().allSatisfy(port -> {
                FiveTuple flow = FiveTuple.tcp(Address.parse(CLIENT.toString()), port,
                    Address.parse(SERVER.toString()), SERVER_PORT);
                assertThat(tracer.trace(flow).label()).isEqualTo(path.getOutboundPath());
                assertThat(tracer.trace(flow.reversed()).label()).isEqualTo(path.getInboundPath());
            });
        }
    }
}
