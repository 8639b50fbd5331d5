// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.KernelFollower;
import org.crosslayer.agent.connections.MptcpConnection;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.mptcp.EventListener;
import org.crosslayer.agent.mptcp.EventStream;
import org.crosslayer.agent.mptcp.KernelFixture;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.agent.mptcp.OnRunningKernel;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.standing.PoolSink;
import org.crosslayer.agent.standing.StandingPlans;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.worker.Worker;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.PlannedPath;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SubflowPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Table and link on the running kernel. */
class KernelLinkIT extends OnRunningKernel {
    private final ConnectionTable table = new ConnectionTable(10_000);
    private final Worker housekeeping = new Worker("housekeeping");

    @AfterEach
    void close() {
        housekeeping.shutdownNow();
    }

    private ControllerMessage.Builder plan(long id, MptcpConnection connection, int... candidates) {
        PlannedPath.Builder path = PlannedPath.newBuilder()
            .setLocalAddress(Wire.address(connection.initial().local().address()))
            .setRemoteAddress(Wire.address(connection.initial().remote().address()))
            .setRemotePort(connection.initial().remote().port());
        for (int candidate : candidates) {
            path.addCandidateSourcePorts(candidate);
        }
        return ControllerMessage.newBuilder().setPlan(
            SubflowPlan.newBuilder().setCommandId(id).setToken(connection.token()).addPaths(path));
    }

    @Test
    void shouldAnswerAPortClashByTheNextCandidate() throws Exception {
        KernelFollower follower = new KernelFollower(table, kernel.diagnostics, reason -> { });
        InetAddress own = Samples.address("10.9.0.1");
        OwnAddresses addresses = new OwnAddresses(List.of(own));
        try (FakeController controller = new FakeController(0);
             StandingPlans standing = new StandingPlans(new StandingPlans.Settings(10, 8, false), table, kernel.paths,
                 addresses, PoolSink.none());
             EventStream events = kernel.hereSpace.call(() -> EventStream.open(follower));
             ControllerLink link = new ControllerLink(new ControllerLink.Settings(List.of(controller.address()), 8, 100,
                 Duration.ofMillis(50), Duration.ofMillis(200)), Channels.of(Optional.empty()),
                 AgentIdentity.starting("h1", "0", "0", 8), table, kernel.paths, kernel.diagnostics,
                 addresses, standing, PlanLog.none(), housekeeping)) {
            events.start();
            follower.takeOver();
            link.start();
            FakeController.Stream stream = controller.attached();
            int token = kernel.connect(KernelFixture.Family.IPV4).token();
            stream.await(message -> message.hasEvents() && message.getEvents().getEvents(0).hasEstablished());
            int held = kernel.client.hold("10.9.0.1", 0);
            stream.send(plan(1, table.connection(token), held, 13_000));
            Outcome outcome = stream.await(AgentMessage::hasOutcomes).getOutcomes().getOutcomes(0);
            assertThat(outcome.getResult()).isEqualTo(Result.RESULT_DONE);
            assertThat(outcome.getSourcePort()).isEqualTo(13_000);
            assertThat(outcome.getCandidatesInUse()).isEqualTo(1);
            assertThat(outcome.getSinceEstablishedNs()).isPositive();
            await().until(() -> table.locked(() -> table.connection(token).subflows().stream()
                .anyMatch(subflow -> subflow.tuple().local().port() == 13_000)));
            stream.send(plan(2, table.connection(token), held));
            assertThat(stream.await(AgentMessage::hasOutcomes).getOutcomes().getOutcomes(0).getResult())
                .isEqualTo(Result.RESULT_PORTS_IN_USE);
            assertThat(controller.wrong).isEmpty();
        }
    }

    /** Holds the event thread up until it is let go. */
    private record Held(EventListener behind, CountDownLatch gate) implements EventListener {
        @Override
        public void onEvent(MptcpEvent event, long readNanos) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            behind.onEvent(event, readNanos);
        }

        @Override
        public void onOverflow(long readNanos) {
            behind.onOverflow(readNanos);
        }

        @Override
        public void onEnd(String cause) {
            behind.onEnd(cause);
        }
    }

    private Set<Integer> tokens() {
        return table.locked(() -> table.connections().stream().map(MptcpConnection::token)
            .collect(Collectors.toCollection(TreeSet::new)));
    }

    private Set<Integer> tokensOfTheKernel() throws Exception {
        return kernel.diagnostics.connections().stream().map(MptcpSocket::token)
            .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldBeRightAgainAfterEventsWereLost() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        KernelFollower follower = new KernelFollower(table, kernel.diagnostics, reason -> { });
        try (EventStream events = kernel.hereSpace.call(() -> EventStream.open(new Held(follower, gate), 1))) {
            events.start();
            int port = kernel.server.listen("10.9.0.2", 0);
            KernelFixture.Connected early = kernel.connect("10.9.0.2", port);
            kernel.client.burst("10.9.0.2", port, 50);
            KernelFixture.Connected late = kernel.connect("10.9.0.2", port);
            kernel.client.close(early.socket());
            await().until(() -> !tokensOfTheKernel().contains(early.token()));
            gate.countDown();
            await().until(() -> tokens().equals(tokensOfTheKernel()));
            assertThat(tokens()).contains(late.token()).doesNotContain(early.token());
            kernel.open(late, 14_000, 5);
            await().until(() -> table.locked(() -> table.connection(late.token()).subflows().size()) == 2);
        }
    }
}
