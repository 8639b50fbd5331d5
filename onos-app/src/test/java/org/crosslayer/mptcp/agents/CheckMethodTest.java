// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.crosslayer.control.MessageValidator;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.CheckResult;
import org.crosslayer.control.v1.ControlGrpc;
import org.crosslayer.control.v1.Hello;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks whether it would be welcome is told, and nothing changes. */
class CheckMethodTest {
    private static final int SECONDS = 60;

    private TestController controller;
    private ManagedChannel channel;

    private void start(TestController started) {
        controller = started;
        channel = NettyChannelBuilder.forAddress("127.0.0.1", started.port()).usePlaintext().build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        controller.close();
    }

    private static Hello.Builder hello() {
        return TestAgent.hello("client");
    }

    private CheckResult check(AgentMessage.Builder first) {
        return ControlGrpc.newBlockingStub(channel).withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
            .check(first.setSequence(1).build());
    }

    private Status refusal(AgentMessage.Builder first) {
        return catchThrowableOfType(() -> check(first), StatusRuntimeException.class).getStatus();
    }

    @Test
    void shouldTellWhoItIsAndItsTimeAndAttachNobody() throws Exception {
        start(new TestController());
        Instant before = Instant.now();

        CheckResult result = check(AgentMessage.newBuilder().setHello(hello()));

        MessageValidator.validate(result);
        assertThat(result.getControllerId()).isEqualTo("onos-1");
        assertThat(result.getProtocolVersion()).isEqualTo(1);
        assertThat(Instant.ofEpochMilli(result.getTimeMs())).isBetween(before.minusMillis(1), Instant.now());
        assertThat(result.hasAttached()).isFalse();
        assertThat(controller.attached("client")).isFalse();
    }

    @Test
    void shouldLeaveAnAttachedAgentItsStreamAndTellOfIt() throws Exception {
        start(new TestController());
        try (TestAgent agent = controller.agent("client").attach()) {
            await().until(() -> controller.attached("client"));

            CheckResult result = check(AgentMessage.newBuilder().setHello(hello()));

            assertThat(result.getAttached().getRemote()).startsWith("127.0.0.1:");
            assertThat(result.getAttached().getAddressesList()).containsExactly(TestAgent.LOCAL);
            agent.established(TestAgent.connection(7, 40_007));
            await().atMost(Duration.ofSeconds(SECONDS))
                .until(() -> controller.connections.connections().size() == 1);
            assertThat(agent.ended()).isFalse();
        }
    }

    @Test
    void shouldRefuseWhatAStreamIsRefusedFor() throws Exception {
        start(new TestController());

        Status version = refusal(AgentMessage.newBuilder().setHello(hello().setProtocolVersion(2)));
        assertThat(version.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
        assertThat(version.getDescription()).isEqualTo(
            "hello.protocol_version: is 2, this controller speaks 1");
        assertThat(refusal(AgentMessage.newBuilder().setHello(hello().setAgentId("a/b"))).getDescription())
            .startsWith("hello.agent_id: has a character other than");
        assertThat(refusal(AgentMessage.newBuilder()).getDescription())
            .isEqualTo("the first message is BODY_NOT_SET, expected HELLO");
    }

    @Test
    void shouldEndACallThatSaysNothing() throws Exception {
        HandClock clock = new HandClock();
        start(new TestController(clock));
        CompletableFuture<Status> end = new CompletableFuture<>();
        // A call of one message would not be sent before that.
        ClientCall<AgentMessage, CheckResult> silent = channel.newCall(ControlGrpc.getCheckMethod().toBuilder()
            .setType(MethodDescriptor.MethodType.CLIENT_STREAMING).build(), CallOptions.DEFAULT);
        silent.start(new ClientCall.Listener<>() {
            @Override
            public void onClose(Status status, Metadata trailers) {
                end.complete(status);
            }
        }, new Metadata());
        silent.request(1);
        await().atMost(Duration.ofSeconds(SECONDS)).until(() -> clock.waiting() == 1);

        clock.pass(AgentManager.HELLO_SECONDS);

        assertThat(end.get(SECONDS, TimeUnit.SECONDS).getDescription()).isEqualTo("no HELLO came within 10 s");
    }

    @Test
    void shouldCountCallsAsStreamsWhileTheyLast() throws Exception {
        start(new TestController(EndpointLimits.streams(1, 1)));
        try (TestAgent agent = controller.agent("other").attach()) {
            assertThat(refusal(AgentMessage.newBuilder().setHello(hello())).getCode())
                .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(agent.ended()).isFalse();
        }
        for (int i = 0; i < 3; i++) {
            await().atMost(Duration.ofSeconds(SECONDS)).ignoreException(StatusRuntimeException.class)
                .until(() -> !check(AgentMessage.newBuilder().setHello(hello())).hasAttached());
        }
    }

    @Test
    void shouldRefuseAddressesAndNamesOfOthers(@TempDir Path folder) throws Exception {
        TestCertificate node = TestCertificate.make(folder, "localhost");
        TestCertificate host = TestCertificate.make(folder, "client");
        TestCertificate neighbour = TestCertificate.make(folder, "neighbour", "10.0.3.2");
        File both = Files.writeString(folder.resolve("both.crt"), Files.readString(host.certificate().toPath())
            + Files.readString(neighbour.certificate().toPath())).toFile();
        controller = new TestController(EndpointSettings.of("127.0.0.1", 0, node.certificate().getPath(),
            node.key().getPath(), both.getPath(), false));
        channel = tls(node, neighbour);

        Status address = refusal(AgentMessage.newBuilder().setHello(hello()));
        assertThat(address.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(address.getDescription()).startsWith("hello.addresses[0]: 10.0.1.2 is not among");

        try (TestAgent agent = new TestAgent(tls(node, host), "client").attach()) {
            await().until(() -> controller.attached("client"));
            assertThat(refusal(AgentMessage.newBuilder().setHello(hello().clearAddresses())).getDescription())
                .startsWith("hello.agent_id: client is attached from 127.0.0.1:")
                .endsWith("give each agent its own id");
            assertThat(agent.ended()).isFalse();
        }
    }

    private ManagedChannel tls(TestCertificate node, TestCertificate own) throws IOException {
        return NettyChannelBuilder.forAddress("localhost", controller.port()).sslContext(GrpcSslContexts.forClient()
            .trustManager(node.certificate()).keyManager(own.certificate(), own.key()).build()).build();
    }
}
