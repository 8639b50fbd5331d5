// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.crosslayer.mptcp.agents.TestAgent.connection;
import static org.crosslayer.mptcp.agents.TestAgent.subflow;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.crosslayer.control.v1.AddressRemoved;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.AnnouncedAddress;
import org.crosslayer.control.v1.ConnectionClosed;
import org.crosslayer.control.v1.ConnectionTelemetry;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.EventBatch;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.OutcomeBatch;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SendingLimit;
import org.crosslayer.control.v1.SubflowClosed;
import org.crosslayer.control.v1.SubflowEstablished;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.control.v1.SubflowPriority;
import org.crosslayer.control.v1.SubflowTelemetry;
import org.crosslayer.control.v1.TelemetryBatch;
import org.crosslayer.mptcp.AgentEvent;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.plan.PlannerPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AgentSessionTest {
    private TestController controller;
    private TestAgent agent;

    @BeforeEach
    void start() throws Exception {
        controller = new TestController();
        agent = controller.agent("client");
    }

    @AfterEach
    void stop() {
        agent.close();
        controller.close();
    }

    @Test
    void shouldWelcomeWithThePolicyInForce() throws Exception {
        controller.fabric.change(new PlannerPolicy.Builder().openAfterBytes(5).openAfterMillis(6)
            .telemetryIntervalMillis(700).build());
        agent.send(AgentMessage.newBuilder().setHello(agent.hello()));

        ControllerMessage first = agent.next();
        assertThat(first.getSequence()).isEqualTo(1);
        assertThat(first.getWelcome().getProtocolVersion()).isEqualTo(1);
        assertThat(first.getWelcome().getControllerId()).isEqualTo("onos-1");
        assertThat(first.getWelcome().getPolicy().getReporting().getOpenAfterBytes()).isEqualTo(5);
        assertThat(first.getWelcome().getPolicy().getReporting().getOpenAfterMs()).isEqualTo(6);
        assertThat(first.getWelcome().getPolicy().getTelemetry().getIntervalMs()).isEqualTo(700);
        await().until(() -> controller.attached("client"));
        assertThat(controller.agents.agents()).singleElement()
            .satisfies(known -> assertThat(known.kernelRelease()).isEqualTo("6.18"));
    }

    @Test
    void shouldPlanAReportedConnectionAndFollowItsSubflows() throws Exception {
        agent.attach();
        agent.established(connection(7, 40000));

        SubflowPlan plan = agent.nextPlan();
        assertThat(plan.getToken()).isEqualTo(7);
        assertThat(plan.getPathsList()).hasSize(3).allSatisfy(path -> {
            assertThat(path.getOutboundPath()).matches("r1/\\d>p\\d/2>r2/100");
            assertThat(path.getInboundPath()).matches("r2/\\d>p\\d/1>r1/100");
            assertThat(path.getCandidateSourcePortsCount()).isGreaterThanOrEqualTo(4);
            assertThat(path.getLocalAddress()).isEqualTo(TestAgent.LOCAL);
            assertThat(path.getRemotePort()).isEqualTo(80);
        });
        agent.opened(plan);
        int port = plan.getPaths(1).getCandidateSourcePorts(0);
        agent.send(event(7).setSubflowEstablished(SubflowEstablished.newBuilder().setSubflow(subflow(port))));

        await().until(() -> known(7).subflows().size() == 2);
        Subflow established = known(7).subflows().get(1);
        assertThat(known(7).plannedFor(established).map(PlannedSubflow::outboundPath))
            .hasValue(plan.getPaths(1).getOutboundPath());
        assertThat(known(7).plannedFor(known(7).subflows().get(0))).isEmpty();
    }

    @Test
    void shouldFollowTheKernelsEvents() throws Exception {
        agent.attach(connection(7, 40000).setServerSide(true), connection(8, 40001).setServerSide(true));
        agent.send(event(7).setSubflowEstablished(SubflowEstablished.newBuilder().setSubflow(subflow(40005))));
        agent.send(event(7).setSubflowPriority(
            SubflowPriority.newBuilder().setSubflow(subflow(40005).setBackup(true))));
        agent.send(event(7).setSubflowPriority(SubflowPriority.newBuilder().setSubflow(subflow(40009))));
        agent.send(event(7).setAddressAnnounced(announced(3)));
        agent.send(event(7).setAddressAnnounced(announced(4)));
        agent.send(event(7).setAddressRemoved(AddressRemoved.newBuilder().setAddressId(3)));
        agent.send(event(7).setSubflowClosed(SubflowClosed.newBuilder().setSubflow(subflow(40000))));
        agent.send(event(99).setClosed(ConnectionClosed.newBuilder()));
        agent.send(event(8).setClosed(ConnectionClosed.newBuilder()));

        await().until(() -> controller.connections.connections().size() == 1);
        assertThat(known(7).subflows()).singleElement().satisfies(subflow -> {
            assertThat(subflow.tuple().localPort()).isEqualTo(40005);
            assertThat(subflow.backup()).isTrue();
        });
        assertThat(known(7).announced()).singleElement().satisfies(address -> assertThat(address.id()).isEqualTo(4));
    }

    @Test
    void shouldMarkAPlannedSubflowThatThePeerRefused() throws Exception {
        agent.attach();
        agent.established(connection(7, 40000));
        SubflowPlan plan = agent.nextPlan();
        agent.opened(plan);
        agent.send(event(7).setSubflowClosed(SubflowClosed.newBuilder()
            .setSubflow(subflow(plan.getPaths(0).getCandidateSourcePorts(0))).setError(104)));

        await().until(() -> known(7).planned().get(0).state() == PlannedSubflow.State.FAILED);
        assertThat(known(7).planned().get(0).detail()).isEqualTo("closed with errno 104");
        assertThat(agent.ended()).isFalse();
    }

    @Test
    void shouldTakeAddressesOfIpv6SocketsForWhatTheyAre() throws Exception {
        agent.attach(connection(7, 40000).setServerSide(true).setInitial(TestAgent.tuple(40000)
            .setLocalAddress(mapped(TestAgent.LOCAL)).setRemoteAddress(mapped(TestAgent.REMOTE))));

        await().until(() -> !controller.connections.connections().isEmpty());
        assertThat(known(7).initial().localAddress().isIp4()).isTrue();
    }

    @Test
    void shouldPutTheSnapshotTogetherBeforeItCounts() throws Exception {
        agent.send(AgentMessage.newBuilder().setHello(agent.hello()));
        agent.snapshot(true, connection(1, 40001).setServerSide(true));
        agent.snapshot(true);
        agent.snapshot(false, connection(2, 40002).setServerSide(true));
        await().until(() -> controller.connections.connections().size() == 2);

        agent.snapshot(false, connection(3, 40003).setServerSide(true));
        await().untilAsserted(() -> assertThat(controller.connections.connections()).singleElement()
            .satisfies(connection -> assertThat(connection.key().token().value()).isEqualTo(3)));
    }

    @Test
    void shouldReplaceAnOlderStreamOfTheSameAgent() throws Exception {
        agent.attach(connection(1, 40001).setServerSide(true));
        try (TestAgent newer = controller.agent("client")) {
            newer.attach(connection(2, 40002).setServerSide(true));

            Status end = agent.end();
            assertThat(end.getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(end.getDescription()).startsWith("agent client has attached anew from 127.0.0.1:");
            await().untilAsserted(() -> assertThat(controller.connections.connections()).singleElement()
                .satisfies(connection -> assertThat(connection.key().token().value()).isEqualTo(2)));
            assertThat(controller.attached("client")).isTrue();
            assertThat(newer.ended()).isFalse();
        }
    }

    @Test
    void shouldKeepTheConnectionsOfAnAgentThatMayComeBack() throws Exception {
        agent.attach(connection(1, 40001).setServerSide(true));
        await().until(() -> !controller.connections.connections().isEmpty());

        agent.halfClose();

        assertThat(agent.end().getCode()).isEqualTo(Status.Code.OK);
        await().until(() -> !controller.attached("client"));
        assertThat(controller.connections.connections(AgentId.agentId("client"))).hasSize(1);
        await().until(() -> controller.events.types().contains(AgentEvent.Type.AGENT_DETACHED));
    }

    @Test
    void shouldTellAgentsToReadLessOftenWhileThisNodeDoesNotKeepUp() throws Exception {
        controller.fabric.change(new PlannerPolicy.Builder().telemetryIntervalMillis(700).build());
        try (TestAgent before = controller.agent("before").attach()) {
            controller.agents.stretchTelemetry(4);

            assertThat(before.next().getPolicy().getTelemetry().getIntervalMs()).isEqualTo(2800);
            try (TestAgent after = controller.agent("after")) {
                after.send(AgentMessage.newBuilder().setHello(after.hello()));
                assertThat(after.next().getWelcome().getPolicy().getTelemetry().getIntervalMs()).isEqualTo(2800);
            }
            controller.agents.stretchTelemetry(1);

            assertThat(before.next().getPolicy().getTelemetry().getIntervalMs()).isEqualTo(700);
        }
    }

    @Test
    void shouldStretchNeitherWithoutBoundsNorWhatIsNotThere() {
        assertThat(ControllerMessages.interval(0, 64)).isZero();
        assertThat(ControllerMessages.interval(1000, 64)).isEqualTo(60_000);
        assertThat(ControllerMessages.interval(3_600_000, 64)).isEqualTo(3_600_000);
    }

    @Test
    void shouldTellEveryAgentOfANewPolicy() throws Exception {
        try (TestAgent other = controller.agent("other")) {
            agent.attach();
            other.attach();
            await().until(() -> controller.attached("client") && controller.attached("other"));

            controller.fabric.change(new PlannerPolicy.Builder().openAfterMillis(50).build());

            for (TestAgent each : List.of(agent, other)) {
                ControllerMessage message = each.next();
                assertThat(message.getSequence()).isEqualTo(2);
                assertThat(message.getPolicy().getReporting().getOpenAfterMs()).isEqualTo(50);
            }
        }
    }

    @Test
    void shouldTakeInTelemetryOfWhatItKnows() throws Exception {
        agent.attach(connection(7, 40000).setServerSide(true));
        await().until(() -> !controller.connections.connections().isEmpty());
        for (int second = 1; second <= 3; second++) {
            agent.send(AgentMessage.newBuilder().setTelemetry(TelemetryBatch.newBuilder()
                .setTimeNs(second * 1_000_000_000L)
                .addSubflows(SubflowTelemetry.newBuilder().setToken(7).setTuple(TestAgent.tuple(40000))
                    .setBytesSent(second * 1000).setRttUs(1234))
                .addSubflows(SubflowTelemetry.newBuilder().setToken(7).setTuple(TestAgent.tuple(40001)))
                .addSubflows(SubflowTelemetry.newBuilder().setToken(8).setTuple(TestAgent.tuple(40000))
                    .setBytesSent(-1).setBytesAcked(Long.MIN_VALUE).setRttUs(-1))
                .addConnections(ConnectionTelemetry.newBuilder().setToken(7)
                    .setSendingLimit(SendingLimit.SENDING_LIMIT_NETWORK))
                .addConnections(ConnectionTelemetry.newBuilder().setToken(8).setSendingLimitValue(99))));
        }

        await().untilAsserted(() -> assertThat(statistics(7)).hasValueSatisfying(measured -> {
            assertThat(measured.readings()).isEqualTo(3);
            assertThat(measured.sendRateBps()).isEqualTo(8000);
            assertThat(measured.subflows()).singleElement().satisfies(subflow ->
                assertThat(subflow.rttMicros()).isEqualTo(1234));
            assertThat(measured.sendingLimit()).isEqualTo(ConnectionStatistics.SendingLimit.NETWORK);
        }));
        assertThat(statistics(8)).isEmpty();
        assertThat(agent.ended()).isFalse();
    }

    @Test
    void shouldIgnoreBodiesOfNewerAgentsAndTelemetryOfOthers() throws Exception {
        agent.attach();
        agent.send(AgentMessage.newBuilder());
        agent.send(AgentMessage.newBuilder().setTelemetry(TelemetryBatch.newBuilder()
            .addSubflows(SubflowTelemetry.newBuilder().setToken(1).setTuple(TestAgent.tuple(40000)))));
        agent.send(Outcome.newBuilder().setCommandId(1).setResultValue(99));
        agent.established(connection(7, 40000));

        assertThat(agent.nextPlan().getToken()).isEqualTo(7);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
            refusal("wrong version", a -> a.send(AgentMessage.newBuilder()
                .setHello(a.hello().setProtocolVersion(2))), Status.Code.UNIMPLEMENTED,
                "hello.protocol_version: is 2, this controller speaks 1"),
            refusal("no Hello", a -> a.snapshot(false), Status.Code.FAILED_PRECONDITION,
                "the first message is SNAPSHOT, expected HELLO"),
            refusal("empty", a -> a.send(AgentMessage.newBuilder()), Status.Code.FAILED_PRECONDITION,
                "the first message is BODY_NOT_SET, expected HELLO"),
            refusal("no snapshot", a -> {
                a.send(AgentMessage.newBuilder().setHello(a.hello()));
                a.established(connection(7, 40000));
            }, Status.Code.FAILED_PRECONDITION, "after HELLO came EVENTS, expected SNAPSHOT"),
            refusal("two Hellos", a -> {
                a.send(AgentMessage.newBuilder().setHello(a.hello()));
                a.snapshot(false);
                a.send(AgentMessage.newBuilder().setHello(a.hello()));
            }, Status.Code.FAILED_PRECONDITION, "HELLO came a second time on this stream"),
            refusal("events within a snapshot", a -> {
                a.send(AgentMessage.newBuilder().setHello(a.hello()));
                a.snapshot(false);
                a.snapshot(true);
                a.established(connection(7, 40000));
            }, Status.Code.FAILED_PRECONDITION, "EVENTS came between the parts of a SNAPSHOT"),
            refusal("token in two parts", a -> {
                a.send(AgentMessage.newBuilder().setHello(a.hello()));
                a.snapshot(true, connection(7, 40000));
                a.snapshot(false, connection(7, 40000));
            }, Status.Code.INVALID_ARGUMENT, "snapshot.connections: token 7 is in two parts of one snapshot"),
            refusal("gap", a -> a.sendRaw(AgentMessage.newBuilder().setSequence(2).setHello(a.hello()).build()
                .toByteArray()), Status.Code.INVALID_ARGUMENT, "sequence: is 2, expected 1"),
            refusal("bad value", a -> a.send(AgentMessage.newBuilder().setHello(a.hello().setAgentId("a b"))),
                Status.Code.INVALID_ARGUMENT,
                "hello.agent_id: has a character other than A-Z a-z 0-9 . _ - at index 1"),
            refusal("empty batch", a -> {
                a.send(AgentMessage.newBuilder().setHello(a.hello()));
                a.snapshot(false);
                a.send(AgentMessage.newBuilder().setEvents(EventBatch.newBuilder()));
            }, Status.Code.INVALID_ARGUMENT, "events.events: has 0 elements, expected 1 to 1024"),
            refusal("unspecified result", a -> {
                a.send(AgentMessage.newBuilder().setHello(a.hello()));
                a.snapshot(false);
                a.send(AgentMessage.newBuilder().setOutcomes(OutcomeBatch.newBuilder()
                    .addOutcomes(Outcome.newBuilder().setResult(Result.RESULT_UNSPECIFIED))));
            }, Status.Code.INVALID_ARGUMENT, "outcomes.outcomes[0].result: is unspecified"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void shouldEndTheStreamWithAStatusThatSaysWhy(String name, Consumer<TestAgent> act, Status.Code code,
                                                  String description) throws Exception {
        try (TestAgent bystander = controller.agent("bystander")) {
            bystander.attach();
            act.accept(agent);

            assertThat(agent.end().getCode()).isEqualTo(code);
            assertThat(agent.end().getDescription()).isEqualTo(description);
            await().until(() -> !controller.attached("client"));
            bystander.established(connection(7, 40000));
            assertThat(bystander.nextPlan().getToken()).isEqualTo(7);
        }
    }

    @Test
    void shouldEndStreamsWhenTheEndpointCloses() throws Exception {
        agent.attach();
        await().until(() -> controller.attached("client"));

        controller.close();

        assertThat(agent.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(agent.end().getDescription()).isEqualTo("the endpoint closes");
    }

    private static Arguments refusal(String name, Consumer<TestAgent> act, Status.Code code, String description) {
        return arguments(name, act, code, description);
    }

    private static Event.Builder event(int token) {
        return Event.newBuilder().setToken(token);
    }

    private static AnnouncedAddress.Builder announced(int id) {
        return AnnouncedAddress.newBuilder().setAddress(TestAgent.REMOTE).setAddressId(id);
    }

    private static ByteString mapped(ByteString address) {
        return ByteString.fromHex("00000000000000000000ffff").concat(address);
    }

    private Optional<ConnectionStatistics> statistics(int token) {
        return controller.connections.statistics(WireValues.key(AgentId.agentId("client"), token));
    }

    private MptcpConnection known(int token) {
        return controller.connections.connection(WireValues.key(AgentId.agentId("client"), token)).orElseThrow();
    }
}
