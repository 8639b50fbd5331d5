// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.crosslayer.mptcp.agents.TestAgent.connection;
import static org.crosslayer.mptcp.agents.TestAgent.subflow;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.crosslayer.control.Limits;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.ConnectionClosed;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.EventBatch;
import org.crosslayer.control.v1.SubflowEstablished;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.crosslayer.mptcp.connections.TestConnections;
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
    private static final int FLAGS_AND_STREAM = 5;
    private static final int PING = 6;
    /** The header of the frame. */
    private static final byte[] PING_ANSWER = {0, 0, 8, PING, 1, 0, 0, 0, 0};
    /** HELLO and SNAPSHOT are looked for. */
    private static final int CHECKS = 2;
    private static final int ADDRESS_IDS = 256;
    private static final int FIRST_PORT = 40_000;
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
            try (Socket socket = new Socket("127.0.0.1", controller.port())) {
                socket.setSoTimeout((int) DEADLINE.toMillis());
                socket.getOutputStream().write(HTTP_2_WITHOUT_A_STREAM);
                DataInputStream in = new DataInputStream(socket.getInputStream());
                // Before it closes, the other end asks whether anything is on its way.
                socket.getOutputStream().write(concatenated(PING_ANSWER, awaitPing(in)));
                in.readAllBytes();
            }
        }
    }

    /** Skips frames until a PING has come; gives what is in it (RFC 9113, section 6.7). */
    private static byte[] awaitPing(DataInputStream in) throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            in.readFully(new byte[FLAGS_AND_STREAM]);
            byte[] payload = new byte[length];
            in.readFully(payload);
            if (type == PING) {
                return payload;
            }
        }
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
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
    void shouldEndAStreamWhoseSnapshotNeverComesToItsEnd() throws Exception {
        HandClock clock = new HandClock();
        try (TestController controller = new TestController(clock); TestAgent silent = controller.agent("silent");
                TestAgent half = controller.agent("half"); TestAgent good = controller.agent("good").attach()) {
            half.send(AgentMessage.newBuilder().setHello(half.hello()));
            half.snapshot(true);
            await().until(() -> controller.attached("half"));
            await().until(() -> clock.waiting() == CHECKS * 3);

            clock.pass(9);
            assertThat(silent.ended()).isFalse();
            clock.pass(1);
            assertThat(silent.end().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
            assertThat(silent.end().getDescription()).isEqualTo("no HELLO came within 10 s");
            clock.pass(49);
            assertThat(half.ended()).isFalse();
            clock.pass(1);
            assertThat(half.end().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
            assertThat(half.end().getDescription()).isEqualTo("no whole SNAPSHOT came within 60 s");
            assertThat(controller.attached("half")).isFalse();
            assertThat(controller.attached("good")).isTrue();
            assertThat(good.ended()).isFalse();
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
        int batches = 10;
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
    void shouldKeepNoMoreConnectionsOfOneAgentThanItHasRoomFor() {
        ConnectionManager registry = TestConnections.activated(new DirectEvents());
        LocalSession session = new LocalSession(registry, new NoPlanning());
        for (int known = 0; known <= ConnectionRegistry.MOST_CONNECTIONS; known += Limits.EVENTS) {
            session.receive(batch(known));
        }
        assertThat(registry.connections(LocalSession.AGENT)).hasSize(ConnectionRegistry.MOST_CONNECTIONS);

        session.receive(AgentMessage.newBuilder().setEvents(EventBatch.newBuilder().addEvents(Event.newBuilder()
            .setToken(1).setClosed(ConnectionClosed.getDefaultInstance()))));

        assertThat(registry.connections(LocalSession.AGENT)).hasSize(ConnectionRegistry.MOST_CONNECTIONS - 1);
        assertThat(session.transport.status()).isNull();
    }

    @Test
    void shouldKeepNoMoreSubflowsOfOneConnectionThanThereAreAddressIds() {
        ConnectionManager registry = TestConnections.activated(new DirectEvents());
        LocalSession session = new LocalSession(registry, new NoPlanning());
        EventBatch.Builder batch = EventBatch.newBuilder().addEvents(Event.newBuilder().setToken(1)
            .setEstablished(connection(1, FIRST_PORT)));
        for (int i = 1; i < ADDRESS_IDS + 10; i++) {
            batch.addEvents(Event.newBuilder().setToken(1).setSubflowEstablished(
                SubflowEstablished.newBuilder().setSubflow(subflow(FIRST_PORT + i))));
        }

        session.receive(AgentMessage.newBuilder().setEvents(batch));

        assertThat(registry.connections(LocalSession.AGENT)).singleElement()
            .satisfies(known -> assertThat(known.subflows()).hasSize(ADDRESS_IDS));
        assertThat(session.transport.status()).isNull();
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
