// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Policy;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.control.v1.TelemetryPolicy;
import org.crosslayer.control.v1.Welcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachTest {
    private LinkFixture agent;

    @BeforeEach
    void create() throws Exception {
        agent = new LinkFixture();
        agent.table.apply(Samples.established(), 1);
    }

    @AfterEach
    void close() throws Exception {
        agent.close();
    }

    private static ControllerAddress nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new ControllerAddress("127.0.0.1", free.getLocalPort());
        }
    }

    static Stream<Arguments> brokenMessages() {
        ControllerMessage.Builder welcome =
            ControllerMessage.newBuilder().setWelcome(Welcome.newBuilder().setProtocolVersion(1));
        ControllerMessage.Builder empty = ControllerMessage.newBuilder().setPlan(SubflowPlan.newBuilder().setToken(1));
        return Stream.of(
            Arguments.of("garbage", new byte[] {-1, -1, -1, 7}, ""),
            Arguments.of("truncated", new byte[] {0x08, 0x02, 0x1a, 0x50, 1}, ""),
            Arguments.of("numbering", welcome.setSequence(3).build().toByteArray(), "sequence: is 3, expected 2"),
            Arguments.of("a second welcome", welcome.setSequence(2).build().toByteArray(), "a second welcome"),
            Arguments.of("a plan without paths", empty.setSequence(2).build().toByteArray(), "plan.paths: has 0"),
            Arguments.of("a bad policy", ControllerMessage.newBuilder().setSequence(2).setPolicy(Policy.newBuilder()
                .setTelemetry(TelemetryPolicy.newBuilder().setIntervalMs(7))).build().toByteArray(),
                "policy.telemetry.interval_ms: is 7"),
            Arguments.of("too large", new byte[5 * 1024 * 1024], "RESOURCE_EXHAUSTED"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenMessages")
    void shouldEndTheStreamAtABrokenMessageAndGoOn(String what, byte[] message, String reason) throws Exception {
        agent.start();
        FakeController.Stream stream = agent.controller.attached();
        stream.sendRaw(message);
        assertThat(stream.ended.poll(10, TimeUnit.SECONDS)).isNotNull();
        FakeController.Stream next = agent.controller.stream();
        assertThat(next.await(AgentMessage::hasSnapshot).getSnapshot().getConnectionsCount()).isEqualTo(1);
        assertThat(agent.log).anyMatch(line -> line.startsWith("detached: ") && line.contains(reason));
        assertThat(agent.table.connection(Samples.TOKEN)).isNotNull();
        next.send(LinkFixture.plan(1, Samples.TOKEN, 12_000));
        assertThat(next.await(AgentMessage::hasOutcomes).getOutcomes().getOutcomesCount()).isEqualTo(1);
    }

    @Test
    void shouldIgnoreWhatANewerControllerSays() throws Exception {
        agent.start();
        FakeController.Stream stream = agent.controller.attached();
        stream.sendRaw(new byte[] {0x08, 2, (byte) 0xfa, 0x3e, 1, 1});
        stream.sendRaw(LinkFixture.plan(1, Samples.TOKEN, 12_000).setSequence(3).build().toByteArray());
        assertThat(stream.await(AgentMessage::hasOutcomes).getOutcomes().getOutcomesCount()).isEqualTo(1);
    }

    @Test
    void shouldNotBeWelcomedByAPlanNorByAnotherVersion() throws Exception {
        agent.controller.welcomes = false;
        agent.start();
        FakeController.Stream stream = agent.controller.stream();
        stream.send(LinkFixture.plan(1, Samples.TOKEN, 12_000));
        assertThat(stream.ended.poll(10, TimeUnit.SECONDS)).isNotNull();
        FakeController.Stream second = agent.controller.stream();
        second.send(ControllerMessage.newBuilder().setWelcome(Welcome.newBuilder().setProtocolVersion(2)));
        assertThat(second.ended.poll(10, TimeUnit.SECONDS)).isNotNull();
        await().until(() -> agent.logged("UNIMPLEMENTED: the controller wants version 2") == 1);
        assertThat(agent.logged("FAILED_PRECONDITION: the first message is no welcome")).isEqualTo(1);
        assertThat(agent.kernel.attempts).isZero();
    }

    @Test
    void shouldGoOnWhenThereIsNoRoomForThePlanLog() throws Exception {
        agent.start(PlanLog.to(Path.of("/dev/full")), agent.controller.address());
        FakeController.Stream stream = agent.controller.attached();
        for (int id = 1; id <= 2; id++) {
            stream.send(LinkFixture.plan(id, Samples.TOKEN, 12_000 + id));
            assertThat(stream.await(AgentMessage::hasOutcomes).getOutcomes().getOutcomes(0).getResult())
                .isEqualTo(Result.RESULT_DONE);
        }
        await().until(() -> agent.logged("the plan log ends here: No space left on device") == 1);
    }

    @Test
    void shouldNumberItsStreamsUpwardsThoughTheClockGoesBack() {
        AtomicLong clock = new AtomicLong(5000);
        AttachmentNumbers numbers = new AttachmentNumbers(clock::get);
        assertThat(numbers.next()).isEqualTo(5000);
        clock.set(100);
        assertThat(numbers.next()).isEqualTo(5001);
        clock.set(9000);
        assertThat(numbers.next()).isEqualTo(9000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNAUTHENTICATED", "PERMISSION_DENIED"})
    void shouldTellARefusalOnce(String code) throws Exception {
        agent.controller.welcomes = false;
        agent.start();
        for (int i = 0; i < 4; i++) {
            agent.controller.stream().out.onError(Status.Code.valueOf(code).toStatus().withDescription("not\nyou")
                .asRuntimeException());
        }
        agent.controller.stream();
        assertThat(agent.logged(code + ": not you")).isEqualTo(1);
    }

    @Test
    void shouldSayOnceThatNobodyIsThereAndAttachWhenSomebodyIs() throws Exception {
        ControllerAddress later = nobody();
        agent.start(PlanLog.none(), nobody(), later);
        await().until(() -> agent.logged("none of the controllers answers") == 1);
        try (FakeController second = new FakeController(later.port())) {
            second.attached();
            await().until(() -> agent.logged("attached to " + later) == 1);
        }
        await().until(() -> agent.logged("detached: ") == 1);
        await().until(() -> agent.logged("none of the controllers answers") == 2);
        assertThat(agent.logged("none of the controllers answers")).isEqualTo(2);
    }

    @Test
    void shouldSayThatAnotherAgentHasItsName() throws Exception {
        agent.start();
        agent.controller.attached().out.onError(Status.ABORTED.withDescription("agent h1 has attached anew from"
            + " 10.9.0.2:4312").asRuntimeException());
        agent.controller.attached();
        assertThat(agent.log).anyMatch(line -> line.matches("detached: ABORTED: agent h1 has attached anew from"
            + " 10.9.0.2:4312: another agent, here or on another host, has the name '.+' too: give each its own"
            + " --agent-id"));
    }

    @Test
    void shouldAttachAgainWithASnapshotWhenTheControllerRestarts() throws Exception {
        agent.start();
        FakeController.Stream first = agent.controller.attached();
        first.out.onError(Status.UNAVAILABLE.withDescription("restart").asRuntimeException());
        FakeController.Stream second = agent.controller.stream();
        second.await(AgentMessage::hasHello);
        assertThat(second.await(AgentMessage::hasSnapshot).getSnapshot().getConnectionsCount()).isEqualTo(1);
    }

    @Test
    void shouldTellTheControllerWhenItStops() throws Exception {
        agent.start();
        FakeController.Stream stream = agent.controller.attached();
        agent.close();
        assertThat(stream.ended.poll(10, TimeUnit.SECONDS)).isEqualTo(Status.OK);
    }

    @Test
    void shouldWaitLongerFromTimeToTimeWithJitter() {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(4), new SplittableRandom(1));
        long[] nominal = {500, 1000, 2000, 4000, 4000, 4000};
        for (long expected : nominal) {
            assertThat(backoff.next().toMillis()).isBetween(expected / 2, expected);
        }
        backoff.reset();
        assertThat(backoff.next().toMillis()).isBetween(250L, 500L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", ":1", "host:0", "host:65536", "::1:80", "a b:1", "[::1]", "host:x"})
    void shouldRefuseWrongAddresses(String text) {
        assertThatThrownBy(() -> ControllerAddress.parse(text))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("HOST:PORT");
    }
}
