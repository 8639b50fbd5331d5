// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.onlab.packet.IpAddress;

/** The application goes and comes back, as with an upgrade, while agents are attached and connections carry on. */
@ExtendWith(OnosCore.class)
class RestartIT {
    private static final IpAddress CLIENT = IpAddress.valueOf("10.0.1.2");
    private static final IpAddress SERVER = IpAddress.valueOf("10.0.2.2");
    private static final int SERVER_PORT = 80;
    private static final int AGENTS = 20;
    private static final int FIRST_SOURCE_PORT = 40_000;
    private static final int PLANNED = 1;
    private static final int UNPLANNED = 2;

    @TempDir
    private Path directory;

    private final List<PlayedAgent> agents = new ArrayList<>();
    private AgentEndpoint endpoint;

    @BeforeEach
    void openEndpointAndDescribeNetwork(OnosCore.Running onos) throws Exception {
        endpoint = new AgentEndpoint(onos, directory, CLIENT);
        new NetworkConfig(onos).apply("routedFabric", NetworkConfig.twoPaths());
        awaitNetwork(onos);
    }

    @AfterEach
    void forgetNetwork(OnosCore.Running onos) {
        agents.forEach(PlayedAgent::close);
        endpoint.close();
        new NetworkConfig(onos).remove();
    }

    private static void awaitNetwork(OnosCore.Running onos) {
        await().atMost(OnosCore.DEADLINE).until(() -> onos.service(FabricService.class).fabric().linkCount() >= 4);
    }

    @Test
    void shouldFreeItsPortAndThreadsAndLearnEverythingAgain(OnosCore.Running onos) throws Exception {
        List<Integer> opened = new ArrayList<>();
        for (int index = 0; index < AGENTS; index++) {
            PlayedAgent agent = attached(index);
            agent.reportEstablished(PLANNED, FIRST_SOURCE_PORT + index, SERVER, SERVER_PORT);
            SubflowPlan plan = agent.next().getPlan();
            opened.add(plan.getPaths(0).getCandidateSourcePorts(0));
            agent.open(plan);
            agent.establish(plan, SERVER, SERVER_PORT);
        }

        onos.application().stop();

        for (PlayedAgent agent : agents) {
            assertThat(agent.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
        assertThat(endpoint.free()).isTrue();
        await().atMost(OnosCore.DEADLINE).untilAsserted(() -> assertThat(threads()).isEmpty());

        agents.forEach(PlayedAgent::close);
        agents.clear();
        onos.application().start();
        endpoint.awaitOpen();
        awaitNetwork(onos);
        for (int index = 0; index < AGENTS; index++) {
            PlayedAgent agent = endpoint.agent("agent-" + index, CLIENT);
            agents.add(agent);
            int port = FIRST_SOURCE_PORT + index;
            agent.attach(agent.connection(PLANNED, SERVER, SERVER_PORT, port, opened.get(index)),
                    agent.connection(UNPLANNED, SERVER, SERVER_PORT, port + AGENTS));
        }

        // What has its subflow keeps it and gets no other; what came meanwhile is planned.
        for (PlayedAgent agent : agents) {
            assertThat(agent.next().getPlan().getToken()).isEqualTo(UNPLANNED);
        }
        assertThat(onos.service(MptcpConnectionService.class).connections()).hasSize(2 * AGENTS)
                .filteredOn(known -> known.key().token().value() == PLANNED).hasSize(AGENTS)
                .allSatisfy(RestartIT::complete);
    }

    private static void complete(MptcpConnection connection) {
        assertThat(connection.subflows()).hasSize(2);
        assertThat(connection.planned()).isEmpty();
    }

    @Test
    void shouldListenAtTheSamePortAgainAtOnceManyTimes(OnosCore.Running onos) throws Exception {
        for (int round = 0; round < 3; round++) {
            PlayedAgent agent = attached(round);
            onos.application().stop();
            assertThat(agent.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            onos.application().start();
            endpoint.awaitOpen();
        }
        assertThat(attached(AGENTS)).isNotNull();
    }

    private PlayedAgent attached(int index) throws Exception {
        PlayedAgent agent = endpoint.agent("agent-" + index, CLIENT);
        agents.add(agent);
        agent.attach();
        return agent;
    }

    /** Threads of the application, by the names that it gives them; a test's own are gRPC's default ones. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.contains("crosslayer")).collect(Collectors.toSet());
    }
}
