// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.EligibilityTimer;
import org.crosslayer.agent.connections.KernelFollower;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.mptcp.EventStream;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.KernelFixture;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.agent.mptcp.OnRunningKernel;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.standing.PoolSink;
import org.crosslayer.agent.standing.StandingPlans;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.worker.Worker;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.CloseSubflow;
import org.crosslayer.control.v1.Command;
import org.crosslayer.control.v1.CommandBatch;
import org.crosslayer.control.v1.ConnectionTelemetry;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.PlannedPath;
import org.crosslayer.control.v1.Policy;
import org.crosslayer.control.v1.ReportingPolicy;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SendingLimit;
import org.crosslayer.control.v1.SetBackup;
import org.crosslayer.control.v1.Subflow;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.control.v1.TelemetryBatch;
import org.crosslayer.control.v1.TelemetryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a controller asks for and is told, with the running kernel's connections. */
class ControllerOnKernelIT extends OnRunningKernel {
    private static final String OWN = "10.9.0.1";
    private static final String PEER = "10.9.0.2";
    private static final int LINK_MBPS = 20;
    private static final int SHORT_CONNECTIONS = 50;

    private final ConnectionTable table = new ConnectionTable(10_000);
    private final Worker housekeeping = new Worker("housekeeping");
    private FakeController controller;
    private EventStream events;
    private ControllerLink link;
    private StandingPlans standing;

    @BeforeEach
    void open() throws Exception {
        table.whenWaiting(new EligibilityTimer(table, kernel.diagnostics, housekeeping)::wake);
        KernelFollower follower = new KernelFollower(table, kernel.diagnostics, reason -> { });
        controller = new FakeController(0);
        events = kernel.hereSpace.call(() -> EventStream.open(follower));
        OwnAddresses addresses = new OwnAddresses(List.of(Samples.address(OWN)));
        standing = new StandingPlans(new StandingPlans.Settings(10, 8, false), table, kernel.paths, addresses,
            PoolSink.none());
        link = new ControllerLink(new ControllerLink.Settings(List.of(controller.address()), 8, 100,
            Duration.ofMillis(50), Duration.ofMillis(200)), Channels.of(Optional.empty()),
            AgentIdentity.starting("h1", "0", "0", 8), table, kernel.paths, kernel.diagnostics,
            addresses, standing, PlanLog.none(), housekeeping);
        events.start();
        follower.takeOver();
    }

    @AfterEach
    void close() throws Exception {
        if (link != null) {
            link.close();
            standing.close();
            events.close();
            controller.close();
        }
        housekeeping.shutdownNow();
    }

    private FakeController.Stream attach(Policy policy) throws InterruptedException {
        controller.policy = policy;
        link.start();
        return controller.attached();
    }

    @Test
    void shouldTellNothingOfConnectionsThatEndBeforeTheyAreWorthIt() throws Exception {
        FakeController.Stream stream = attach(Policy.newBuilder()
            .setReporting(ReportingPolicy.newBuilder().setOpenAfterBytes(1_000_000).setOpenAfterMs(600_000))
            .setTelemetry(TelemetryPolicy.newBuilder().setIntervalMs(100)).build());
        int port = kernel.server.listen(PEER, 0);
        kernel.client.burst(PEER, port, SHORT_CONNECTIONS);
        await().until(() -> kernel.here.events().stream().filter(MptcpEvent.Established.class::isInstance).count()
            == SHORT_CONNECTIONS);
        await().until(() -> table.locked(() -> table.connections().isEmpty()));

        KernelFixture.Connected big = kernel.connect(PEER, port);
        kernel.client.echo(big.socket(), 2_000_000);

        List<AgentMessage> told = new ArrayList<>();
        stream.await(message -> told.add(message) && message.hasEvents()
            && message.getEvents().getEvents(0).hasEstablished());
        assertThat(told).as("messages until the first of a connection worth it").hasSize(1);
        assertThat(told.get(0).getEvents().getEvents(0).getToken())
            .isEqualTo(big.token());
        AgentMessage counters = stream.await(AgentMessage::hasTelemetry);
        assertThat(counters.getTelemetry().getConnectionsList()).extracting(ConnectionTelemetry::getToken)
            .containsExactly(big.token());
        assertThat(controller.wrong).isEmpty();
    }

    private static ControllerMessage.Builder command(long id, int token, Command.Builder kind) {
        return ControllerMessage.newBuilder().setCommands(CommandBatch.newBuilder()
            .addCommands(kind.setCommandId(id).setToken(token)));
    }

    private static Outcome outcome(FakeController.Stream stream) throws InterruptedException {
        return stream.await(AgentMessage::hasOutcomes).getOutcomes().getOutcomes(0);
    }

    private Set<Integer> subflows(boolean backup) throws Exception {
        return kernel.diagnostics.connections().stream().map(MptcpSocket::subflows).flatMap(List::stream)
            .filter(subflow -> subflow.isBackup() == backup).map(subflow -> subflow.tuple().local().port())
            .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldCloseSubflowsAndMakeThemBackups() throws Exception {
        FakeController.Stream stream = attach(Policy.getDefaultInstance());
        KernelFixture.Connected connection = kernel.connect(KernelFixture.Family.IPV4);
        FourTuple one = kernel.open(connection, 13_001, 1);
        FourTuple other = kernel.open(connection, 13_002, 2);
        int initial = connection.tuple().local().port();
        await().until(() -> table.locked(() -> table.connection(connection.token()).subflows().size()) == 3);
        assertThat(subflows(false)).containsExactlyInAnyOrder(13_001, 13_002, initial);

        stream.send(command(1, connection.token(), Command.newBuilder().setSetBackup(
            SetBackup.newBuilder().setTuple(Wire.tuple(other)).setBackup(true))));
        assertThat(outcome(stream).getResult()).isEqualTo(Result.RESULT_DONE);
        await().untilAsserted(() -> assertThat(subflows(true)).containsExactly(13_002));

        stream.send(command(2, connection.token(), Command.newBuilder().setClose(
            CloseSubflow.newBuilder().setTuple(Wire.tuple(one)))));
        assertThat(outcome(stream).getResult()).isEqualTo(Result.RESULT_DONE);
        await().untilAsserted(() -> assertThat(subflows(false)).containsExactly(initial));
        kernel.client.echo(connection.socket(), 100_000);

        stream.send(command(3, connection.token(), Command.newBuilder().setSetBackup(
            SetBackup.newBuilder().setTuple(Wire.tuple(other)).setBackup(false))));
        assertThat(outcome(stream).getResult()).isEqualTo(Result.RESULT_DONE);
        await().untilAsserted(() -> assertThat(subflows(false)).containsExactlyInAnyOrder(13_002, initial));

        stream.send(command(4, connection.token(), Command.newBuilder().setClose(
            CloseSubflow.newBuilder().setTuple(Wire.tuple(one)))));
        assertThat(outcome(stream).getResult()).as("it is not there any more").isNotEqualTo(Result.RESULT_DONE);
        assertThat(controller.wrong).isEmpty();
    }

    @Test
    void shouldKnowWhatItHasOpenedAsBackup() throws Exception {
        FakeController.Stream stream = attach(Policy.getDefaultInstance());
        KernelFixture.Connected connection = kernel.connect(KernelFixture.Family.IPV4);
        await().until(() -> table.locked(() -> table.connection(connection.token()) != null));

        stream.send(ControllerMessage.newBuilder().setPlan(SubflowPlan.newBuilder().setCommandId(1)
            .setToken(connection.token()).addPaths(path(connection, 13_001).setBackup(true))
            .addPaths(path(connection, 13_002))));

        AgentMessage told = stream.await(message -> message.getEvents().getEventsList().stream()
            .anyMatch(event -> event.getSubflowEstablished().getSubflow().getTuple().getLocalPort() == 13_001));
        assertThat(told.getEvents().getEventsList().stream().map(event -> event.getSubflowEstablished().getSubflow())
            .filter(subflow -> subflow.getTuple().getLocalPort() == 13_001)).allMatch(Subflow::getBackup);
        await().until(() -> table.locked(() -> table.connection(connection.token()).subflows().size()) == 3);
        assertThat(table.<List<Integer>>locked(() -> table.connection(connection.token()).subflows().stream()
            .filter(subflow -> subflow.backup()).map(subflow -> subflow.tuple().local().port()).toList()))
            .containsExactly(13_001);
        assertThat(subflows(true)).containsExactly(13_001);
        assertThat(controller.wrong).isEmpty();
    }

    private static PlannedPath.Builder path(KernelFixture.Connected connection, int sourcePort) {
        return PlannedPath.newBuilder().setLocalAddress(Wire.address(connection.tuple().local().address()))
            .setRemoteAddress(Wire.address(connection.tuple().remote().address()))
            .setRemotePort(connection.tuple().remote().port()).addCandidateSourcePorts(sourcePort);
    }

    /** Waits for two readings in a row with the same limit; gives the rate between them in bits per second. */
    private static double rate(FakeController.Stream stream, KernelFixture.Connected connection, SendingLimit limit)
        throws InterruptedException {
        TelemetryBatch[] last = new TelemetryBatch[2];
        stream.await(message -> {
            TelemetryBatch batch = message.getTelemetry();
            boolean wanted = message.hasTelemetry() && batch.getConnectionsList().stream().anyMatch(reading ->
                reading.getToken() == connection.token() && reading.getSendingLimit() == limit);
            last[0] = wanted ? last[1] : null;
            last[1] = wanted ? batch : null;
            return last[0] != null;
        });
        return (acknowledged(last[1], connection) - acknowledged(last[0], connection)) * 8.0
            * TimeUnit.SECONDS.toNanos(1) / (last[1].getTimeNs() - last[0].getTimeNs());
    }

    private static long acknowledged(TelemetryBatch batch, KernelFixture.Connected connection) {
        return batch.getSubflowsList().stream().filter(subflow -> subflow.getToken() == connection.token())
            .mapToLong(subflow -> subflow.getBytesAcked()).sum();
    }

    @Test
    void shouldTellWhatLimitsRealTraffic() throws Exception {
        kernel.hereSpace.exec("tc", "qdisc", "add", "dev", "eth0", "root", "tbf", "rate", LINK_MBPS + "mbit",
            "burst", "32k", "latency", "50ms");
        FakeController.Stream stream = attach(Policy.newBuilder()
            .setTelemetry(TelemetryPolicy.newBuilder().setIntervalMs(200)).build());

        KernelFixture.Connected idle = kernel.connect(KernelFixture.Family.IPV4);
        assertThat(rate(stream, idle, SendingLimit.SENDING_LIMIT_IDLE)).isZero();
        kernel.client.trickle(idle.socket(), 1000, 0.02);
        assertThat(rate(stream, idle, SendingLimit.SENDING_LIMIT_APPLICATION)).as("400 kbit/s at most")
            .isBetween(1.0, 1e6);

        KernelFixture.Connected deaf = connect(kernel.server.swallow(PEER, 2));
        kernel.client.pour(deaf.socket());
        assertThat(rate(stream, deaf, SendingLimit.SENDING_LIMIT_RECEIVER)).isLessThan(LINK_MBPS * 1e6);
        kernel.client.abort(deaf.socket());

        KernelFixture.Connected full = connect(kernel.server.swallow(PEER, -1));
        kernel.client.pour(full.socket());
        assertThat(rate(stream, full, SendingLimit.SENDING_LIMIT_NETWORK)).as("what the link carries, about")
            .isBetween(LINK_MBPS * 1e5, LINK_MBPS * 1.2e6);
        assertThat(controller.wrong).isEmpty();
    }

    /** Like that of the fixture, but of a server that answers nothing. */
    private KernelFixture.Connected connect(int port) {
        return kernel.connectSilently(PEER, port);
    }
}
