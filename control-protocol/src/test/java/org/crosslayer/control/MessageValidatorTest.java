// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.CloseSubflow;
import org.crosslayer.control.v1.Command;
import org.crosslayer.control.v1.CommandBatch;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.ConnectionSnapshot;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.EventBatch;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.control.v1.OpenSubflow;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.OutcomeBatch;
import org.crosslayer.control.v1.PlannedPath;
import org.crosslayer.control.v1.Policy;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SubflowClosed;
import org.crosslayer.control.v1.SubflowEstablished;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.control.v1.TelemetryBatch;
import org.crosslayer.control.v1.TelemetryPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageValidatorTest {
    private static final ByteString FIVE_BYTES = ByteString.copyFrom(new byte[5]);

    static Stream<Arguments> badAgentMessages() {
        return Stream.of(
            arguments(hello(Samples.hello().setProtocolVersion(0)), "hello.protocol_version: is 0"),
            arguments(hello(Samples.hello().setAgentId("")), "hello.agent_id: has 0 characters, expected 1 to 253"),
            arguments(hello(Samples.hello().setAgentId("a/b")),
                "hello.agent_id: has a character other than A-Z a-z 0-9 . _ - at index 1"),
            arguments(hello(Samples.hello().setAgentId("a".repeat(254))),
                "hello.agent_id: has 254 characters, expected 1 to 253"),
            arguments(hello(Samples.hello().setInstanceId(FIVE_BYTES)),
                "hello.instance_id: has 5 bytes, expected 16"),
            arguments(hello(Samples.hello().setAgentVersion("1\n2")),
                "hello.agent_version: has a control character at index 1"),
            arguments(hello(Samples.hello().setKernelRelease("k".repeat(129))),
                "hello.kernel_release: has more than 128 characters"),
            arguments(hello(Samples.hello().setAddresses(1, FIVE_BYTES)),
                "hello.addresses[1]: has 5 bytes, expected 4 (IPv4) or 16 (IPv6)"),
            arguments(hello(Samples.hello().setAddresses(0, ByteString.copyFrom(new byte[] {127, 0, 0, 1}))),
                "hello.addresses[0]: 127.0.0.1 is no unicast address that subflows can use"
                    + " (loopback, link-local, multicast or unspecified)"),
            arguments(hello(Samples.hello().clearCapabilities()), "hello.capabilities: is missing"),
            arguments(hello(Samples.hello().setCapabilities(Samples.hello().getCapabilities().toBuilder()
                .setMaxSubflows(256))), "hello.capabilities.max_subflows: is 256, expected 1 to 255"),
            arguments(snapshot(Samples.connection().setToken(0)), "snapshot.connections[1].token: is 0"),
            arguments(snapshot(Samples.connection()),
                "snapshot.connections[1].token: is 3405648436, a second time in this snapshot"),
            arguments(snapshot(Samples.connection().setToken(2).clearInitial()),
                "snapshot.connections[1].initial: is missing"),
            arguments(event(Samples.event().setToken(0).setEstablished(Samples.connection())),
                "events.events[0].token: is 0"),
            arguments(event(Samples.event().setEstablished(Samples.connection().setToken(5))),
                "events.events[0].established.token: is 5, the event's is 3405648436"),
            arguments(event(Samples.event().setEstablished(Samples.connection()
                .setInitial(Samples.tuple().setLocalPort(65_536)))),
                "events.events[0].established.initial.local_port: is 65536, expected 1 to 65535"),
            arguments(event(Samples.event().setEstablished(Samples.connection()
                .setInitial(Samples.tuple().setRemotePort(-1)))),
                "events.events[0].established.initial.remote_port: is 4294967295, expected 1 to 65535"),
            arguments(event(Samples.event().setEstablished(Samples.connection()
                .setInitial(Samples.tuple().setLocalAddress(Samples.LOCAL6)))),
                "events.events[0].established.initial: mixes address families:"
                    + " local_address is IPv6, remote_address IPv4"),
            arguments(event(Samples.event().setSubflowEstablished(SubflowEstablished.newBuilder())),
                "events.events[0].subflow_established.subflow: is missing"),
            arguments(event(Samples.event().setSubflowClosed(
                SubflowClosed.newBuilder().setSubflow(Samples.subflow()).setError(-5))),
                "events.events[0].subflow_closed.error: is 4294967291, expected 0 to 2147483647"),
            arguments(event(Samples.event().setSubflowEstablished(
                SubflowEstablished.newBuilder().setSubflow(Samples.subflow().setLocalId(256)))),
                "events.events[0].subflow_established.subflow.local_id: is 256, expected 0 to 255"),
            arguments(event(Samples.event().setAddressAnnounced(Samples.announced().setAddress(FIVE_BYTES))),
                "events.events[0].address_announced.address: has 5 bytes, expected 4 (IPv4) or 16 (IPv6)"),
            arguments(Samples.agent().setEvents(EventBatch.newBuilder()).build(),
                "events.events: has 0 elements, expected 1 to 1024"),
            arguments(Samples.agent().setEvents(EventBatch.newBuilder().addAllEvents(
                IntStream.range(0, 1025).mapToObj(i -> Samples.event().build())::iterator)).build(),
                "events.events: has 1025 elements, expected 1 to 1024"),
            arguments(outcome(Samples.outcome().setResult(Result.RESULT_UNSPECIFIED)),
                "outcomes.outcomes[0].result: is unspecified"),
            arguments(outcome(Samples.outcome().setPathIndex(64)),
                "outcomes.outcomes[0].path_index: is 64, expected 0 to 63"),
            arguments(outcome(Samples.outcome().setMessage("x".repeat(513))),
                "outcomes.outcomes[0].message: has more than 512 characters"),
            arguments(Samples.agent().setOutcomes(OutcomeBatch.newBuilder()).build(),
                "outcomes.outcomes: has 0 elements, expected 1 to 1024"),
            arguments(Samples.agent().setTelemetry(TelemetryBatch.newBuilder()
                .addSubflows(Samples.telemetry().setToken(0))).build(), "telemetry.subflows[0].token: is 0"),
            arguments(Samples.agent().setTelemetry(TelemetryBatch.newBuilder().addSubflows(Samples.telemetry())
                .addConnections(Samples.connectionTelemetry().setToken(1))).build(),
                "telemetry.connections[0].token: is 1, which no subflow of this batch has, or a connection before it"),
            arguments(Samples.agent().setTelemetry(TelemetryBatch.newBuilder().addSubflows(Samples.telemetry())
                .addConnections(Samples.connectionTelemetry()).addConnections(Samples.connectionTelemetry())).build(),
                "telemetry.connections[1].token: is 3405648436, which no subflow of this batch has, or a connection"
                    + " before it"));
    }

    static Stream<Arguments> badControllerMessages() {
        return Stream.of(
            arguments(plan(Samples.path().clearCandidateSourcePorts()),
                "plan.paths[0].candidate_source_ports: has 0 elements, expected 1 to 64"),
            arguments(plan(Samples.path().addCandidateSourcePorts(12000)),
                "plan.paths[0].candidate_source_ports[2]: is 12000 a second time"),
            arguments(plan(Samples.path().setCandidateSourcePorts(0, 0)),
                "plan.paths[0].candidate_source_ports[0]: is 0, expected 1 to 65535"),
            arguments(plan(Samples.path().setLocalAddress(Samples.LOCAL6)),
                "plan.paths[0]: mixes address families: local_address is IPv6, remote_address IPv4"),
            arguments(Samples.controller().setPlan(Samples.plan().setToken(0)).build(), "plan.token: is 0"),
            arguments(Samples.controller().setPlan(Samples.plan().clearPaths()).build(),
                "plan.paths: has 0 elements, expected 1 to 64"),
            arguments(policy(99), "policy.telemetry.interval_ms: is 99, expected 100 to 3600000"),
            arguments(policy(-1), "policy.telemetry.interval_ms: is 4294967295, expected 100 to 3600000"),
            arguments(commands(Samples.command().setOpen(OpenSubflow.newBuilder().setLocalAddress(Samples.LOCAL)
                .setRemoteAddress(Samples.REMOTE))),
                "commands.commands[0].open.remote_port: is 0, expected 1 to 65535"),
            arguments(commands(Samples.command().setClose(CloseSubflow.newBuilder())),
                "commands.commands[0].close.tuple: is missing"),
            arguments(Samples.controller().setCommands(CommandBatch.newBuilder()).build(),
                "commands.commands: has 0 elements, expected 1 to 256"));
    }

    @ParameterizedTest
    @MethodSource("badAgentMessages")
    void shouldNameTheOffendingFieldOfAnAgentMessage(AgentMessage message, String expected) {
        assertThatExceptionOfType(InvalidMessageException.class)
            .isThrownBy(() -> MessageValidator.validate(message)).withMessage(expected);
    }

    @ParameterizedTest
    @MethodSource("badControllerMessages")
    void shouldNameTheOffendingFieldOfAControllerMessage(ControllerMessage message, String expected) {
        assertThatExceptionOfType(InvalidMessageException.class)
            .isThrownBy(() -> MessageValidator.validate(message)).withMessage(expected);
    }

    @Property
    void shouldEitherAcceptOrRefuseWhateverParses(@ForAll @Size(max = 64) byte[] bytes) {
        acceptOrRefuse(bytes);
    }

    @Property
    void shouldEitherAcceptOrRefuseDamagedMessages(@ForAll @IntRange(max = 14) int kind,
            @ForAll @IntRange(max = 2000) int at, @ForAll byte value) {
        byte[] bytes = List.copyOf(Samples.all().values()).get(kind).toByteArray();
        Assume.that(at < bytes.length);
        bytes[at] = value;
        acceptOrRefuse(bytes);
    }

    @Property(tries = 200)
    void shouldEitherAcceptOrRefuseTruncatedMessages(@ForAll @IntRange(max = 14) int kind) {
        byte[] bytes = List.copyOf(Samples.all().values()).get(kind).toByteArray();
        for (int length = 0; length < bytes.length; length++) {
            acceptOrRefuse(Arrays.copyOf(bytes, length));
        }
    }

    private static void acceptOrRefuse(byte[] bytes) {
        try {
            MessageValidator.validate(AgentMessage.parseFrom(bytes));
        } catch (InvalidProtocolBufferException | InvalidMessageException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
        try {
            MessageValidator.validate(ControllerMessage.parseFrom(bytes));
        } catch (InvalidProtocolBufferException | InvalidMessageException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
    }

    private static AgentMessage hello(Hello.Builder hello) {
        return Samples.agent().setHello(hello).build();
    }

    private static AgentMessage snapshot(Connection.Builder second) {
        return Samples.agent().setSnapshot(ConnectionSnapshot.newBuilder().addConnections(Samples.connection())
            .addConnections(second)).build();
    }

    private static AgentMessage event(Event.Builder event) {
        return Samples.agent().setEvents(EventBatch.newBuilder().addEvents(event)).build();
    }

    private static AgentMessage outcome(Outcome.Builder outcome) {
        return Samples.agent().setOutcomes(OutcomeBatch.newBuilder().addOutcomes(outcome)).build();
    }

    private static ControllerMessage plan(PlannedPath.Builder path) {
        return Samples.controller().setPlan(SubflowPlan.newBuilder().setToken(1).addPaths(path)).build();
    }

    private static ControllerMessage policy(int intervalMs) {
        return Samples.controller().setPolicy(Policy.newBuilder()
            .setTelemetry(TelemetryPolicy.newBuilder().setIntervalMs(intervalMs))).build();
    }

    private static ControllerMessage commands(Command.Builder command) {
        return Samples.controller().setCommands(CommandBatch.newBuilder().addCommands(command)).build();
    }
}
