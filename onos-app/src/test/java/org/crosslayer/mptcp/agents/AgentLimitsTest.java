// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.crosslayer.mptcp.agents.TestAgent.connection;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.crosslayer.control.Limits;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.ConnectionClosed;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.EventBatch;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.crosslayer.plan.PlannerPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those who are slow, silent, half open, too many or too busy are ended or made to wait; others are served on. */
class AgentLimitsTest {
    private static final long SHORT = 300;
    private static final long LONG = 600_000;
    private static final int WAITING = 500;
    /** The smallest window of HTTP/2, so that few messages are on their way. */
    private static final int WINDOW = 65_535;
    private static final int MORE_THAN_FITS = 10_000;
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final byte[] HTTP_2_WITHOUT_A_STREAM =
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    /** The beginning of a TLS record that announces a ClientHello of 512 bytes. */
    private static final byte[] BEGINNING_OF_TLS = {22, 3, 1, 2, 0, 1, 0, 1};

    @Test
    void shouldCloseATransportThatNeverBeginsToSpeak() throws Exception {
        try (TestController controller = new TestController(EndpointLimits.times(SHORT, LONG, LONG, LONG))) {
            awaitEnd(controller.port(), new byte[0]);
        }
    }

    @Test
    void shouldCloseATransportHalfWayThroughTls(@TempDir Path folder) throws Exception {
        TestCertificate own = TestCertificate.make(folder, "localhost");
        EndpointSettings settings = EndpointSettings.of("127.0.0.1", 0, own.certificate().getPath(),
            own.key().getPath(), own.certificate().getPath(), false);
        try (TestController controller = new TestController(settings,
                EndpointLimits.times(SHORT, LONG, LONG, LONG))) {
            awaitEnd(controller.port(), BEGINNING_OF_TLS);
        }
    }

    @Test
    void shouldCloseATransportThatNeverOpensAStream() throws Exception {
        try (TestController controller = new TestController(EndpointLimits.times(LONG, SHORT, LONG, LONG))) {
            awaitEnd(controller.port(), HTTP_2_WITHOUT_A_STREAM);
        }
    }

    private static void awaitEnd(int port, byte[] said) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) DEADLINE.toMillis());
            socket.getOutputStream().write(said);
            socket.getInputStream().readAllBytes();
        }
    }

    @Test
    void shouldDetachAnAgentThatHasFallenSilent() throws Exception {
        try (TestController controller = new TestController(EndpointLimits.times(LONG, LONG, SHORT, SHORT));
                StalledLink link = new StalledLink(controller.port());
                TestAgent agent = TestAgent.plaintext(link.port(), "client").attach()) {
            link.stall();

            await().atMost(DEADLINE).until(() -> !controller.attached("client"));
            assertThat(agent.ended()).isFalse();
        }
    }

    @Test
    void shouldEndAStreamWhoseSnapshotNeverComesToItsEnd() {
        try (TestController controller = new TestController()) {
            AgentStreams recorded = new AgentStreams();
            AgentSession session = controller.agents.open(recorded.stream(), "10.9.9.9:1", PeerIdentity.of(null));

            session.closeUnlessRunning(Status.DEADLINE_EXCEEDED.withDescription("no whole SNAPSHOT came"));

            assertThat(recorded.status().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldTakeNoMoreStreamsThanItHasRoomFor() throws Exception {
        try (TestController controller = new TestController(EndpointLimits.streams(1, 1))) {
            try (TestAgent first = controller.agent("first").attach(); TestAgent second = controller.agent("second")) {
                assertThat(second.end().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
                assertThat(second.end().getDescription()).isEqualTo("the controller has 1 streams, it takes no more");
                assertThat(first.ended()).isFalse();
                first.halfClose();
                assertThat(first.end().isOk()).isTrue();
            }
            try (TestAgent third = controller.agent("third").attach()) {
                assertThat(third.ended()).isFalse();
            }
        }
    }

    @Test
    void shouldEndAnAgentThatDoesNotReadAndServeItWhenItIsBack() throws Exception {
        try (TestController controller = new TestController(EndpointLimits.waiting(WAITING))) {
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", controller.port()).usePlaintext()
                .flowControlWindow(WINDOW).build();
            try (TestAgent slow = TestAgent.unread(channel, "client")) {
                slow.send(AgentMessage.newBuilder().setHello(slow.hello()));
                slow.snapshot(false);
                await().until(() -> controller.attached("client"));
                for (int i = 0; controller.attached("client") && i < MORE_THAN_FITS; i++) {
                    controller.fabric.change(new PlannerPolicy.Builder().openAfterBytes(i).build());
                }
                await().atMost(DEADLINE).until(() -> !controller.attached("client"));
            }
            try (TestAgent back = controller.agent("client").attach(connection(7, 40000))) {
                ControllerMessage next = back.next();
                while (next.hasPolicy()) {
                    // One of those above, late.
                    next = back.next();
                }
                assertThat(next.getPlan().getToken()).isEqualTo(7);
            }
        }
    }

    @Test
    void shouldServeOthersWhileOneFloodsAndLoseNothing() throws Exception {
        int batches = 40;
        try (TestController controller = new TestController(); TestAgent flood = controller.agent("flood").attach();
                TestAgent bystander = controller.agent("bystander").attach()) {
            for (int batch = 0; batch < batches; batch++) {
                flood.send(batch(batch * Limits.EVENTS));
            }
            bystander.established(connection(1, 40000));

            assertThat(bystander.nextPlan().getToken()).isEqualTo(1);
            await().atMost(DEADLINE).until(() -> controller.connections.connections(AgentId.agentId("flood")).size()
                == batches * Limits.EVENTS);
        }
    }

    @Test
    void shouldKeepNoMoreConnectionsOfOneAgentThanItHasRoomFor() throws Exception {
        try (TestController controller = new TestController(); TestAgent agent = controller.agent("client").attach()) {
            for (int known = 0; known <= ConnectionRegistry.MOST_CONNECTIONS; known += Limits.EVENTS) {
                agent.send(batch(known));
            }
            agent.send(Event.newBuilder().setToken(1).setClosed(
                ConnectionClosed.getDefaultInstance()));

            // The last event is through: so is all before it.
            await().atMost(DEADLINE).until(() -> controller.connections.connections(AgentId.agentId("client")).size()
                == ConnectionRegistry.MOST_CONNECTIONS - 1);
            assertThat(agent.ended()).isFalse();
        }
    }

    private static AgentMessage.Builder batch(int tokensBefore) {
        EventBatch.Builder batch = EventBatch.newBuilder();
        for (int i = 1; i <= Limits.EVENTS; i++) {
            int token = tokensBefore + i;
            batch.addEvents(Event.newBuilder().setToken(token)
                .setEstablished(connection(token, 1 + token % 60_000).setServerSide(true)));
        }
        return AgentMessage.newBuilder().setEvents(batch);
    }
}
