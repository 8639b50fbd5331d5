// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.crosslayer.control.v1.PlannedPath;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.mptcp.AgentService;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.onlab.packet.IpAddress;

/** An agent attaches over mutual TLS to the application inside ONOS and gets a plan for its connection. */
@ExtendWith(OnosCore.class)
class AgentPlanIT {
    private static final IpAddress CLIENT_ADDRESS = IpAddress.valueOf("10.0.1.2");
    private static final IpAddress SERVER_ADDRESS = IpAddress.valueOf("10.0.2.2");
    private static final int TOKEN = 0xcafe;
    private static final int SOURCE_PORT = 40000;
    private static final int SERVER_PORT = 80;

    @TempDir
    private Path directory;

    private AgentEndpoint endpoint;

    @BeforeEach
    void openEndpointAndDescribeNetwork(OnosCore.Running onos) throws Exception {
        endpoint = new AgentEndpoint(onos, directory, CLIENT_ADDRESS);
        new NetworkConfig(onos).apply("routedFabric", NetworkConfig.twoPaths());
        await().atMost(OnosCore.DEADLINE).until(() -> onos.service(FabricService.class).fabric().linkCount() >= 4);
    }

    @AfterEach
    void forgetNetwork(OnosCore.Running onos) {
        endpoint.close();
        new NetworkConfig(onos).remove();
    }

    @Test
    void secondSubflowIsPlannedOntoTheOtherPath(OnosCore.Running onos) throws Exception {
        try (PlayedAgent agent = endpoint.agent(PlayedAgent.ID, CLIENT_ADDRESS)) {
            agent.attach();
            await().atMost(OnosCore.DEADLINE).until(() -> onos.service(AgentService.class).agents().size() == 1);
            agent.reportEstablished(TOKEN, SOURCE_PORT, SERVER_ADDRESS, SERVER_PORT);
            SubflowPlan plan = agent.next().getPlan();
            assertThat(plan.getToken()).isEqualTo(TOKEN);
            assertThat(plan.getPathsList()).hasSize(1);
            assertThat(onos.service(MptcpConnectionService.class).connections()).hasSize(1);
            assertLeadsElsewhere(plan.getPaths(0), onos.service(FabricService.class).fabric());
        }
        await().atMost(OnosCore.DEADLINE).until(() -> onos.service(AgentService.class).agents().isEmpty());
    }

    /** Every candidate, traced by itself, takes the other link in both directions, and so all take the same path. */
    private static void assertLeadsElsewhere(PlannedPath path, Fabric fabric) {
        PathTracer tracer = new PathTracer(fabric);
        FiveTuple initial = flow(SOURCE_PORT);
        List<FiveTuple> candidates = path.getCandidateSourcePortsList().stream()
                .map(AgentPlanIT::flow).collect(Collectors.toList());
        assertThat(candidates).hasSizeGreaterThanOrEqualTo(4).doesNotHaveDuplicates();
        assertThat(candidates).allSatisfy(candidate -> {
            assertThat(tracer.trace(candidate).complete()).isTrue();
            assertThat(tracer.trace(candidate)).isNotEqualTo(tracer.trace(initial));
            assertThat(tracer.trace(candidate.reversed())).isNotEqualTo(tracer.trace(initial.reversed()));
        });
        assertThat(candidates.stream().map(tracer::trace).distinct()).hasSize(1);
        assertThat(candidates.stream().map(c -> tracer.trace(c.reversed())).distinct()).hasSize(1);
    }

    private static FiveTuple flow(int sourcePort) {
        return FiveTuple.tcp(Address.parse(CLIENT_ADDRESS.toString()), sourcePort,
                Address.parse(SERVER_ADDRESS.toString()), SERVER_PORT);
    }
}
