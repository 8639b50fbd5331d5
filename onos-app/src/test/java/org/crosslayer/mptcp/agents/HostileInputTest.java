// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.crosslayer.mptcp.agents.TestAgent.connection;

import io.grpc.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.crosslayer.control.Limits;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.EventBatch;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.OutcomeBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever one agent sends, only its own stream ends, with a status that says why. */
class HostileInputTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private TestController controller;
    private TestAgent bystander;
    private int tokens;

    @BeforeEach
    void start() throws Exception {
        controller = new TestController();
        bystander = controller.agent("bystander").attach();
    }

    @AfterEach
    void stop() {
        bystander.close();
        controller.close();
    }

    @Test
    void shouldRefuseRandomBytes() throws Exception {
        Random random = new Random(20_131_127);
        for (int i = 0; i < 100; i++) {
            byte[] bytes = new byte[1 + random.nextInt(200)];
            random.nextBytes(bytes);
            expectRefusal(bytes);
        }
        assertBystanderIsServed();
    }

    @Test
    void shouldRefuseEveryTruncationOfAMessage() throws Exception {
        try (TestAgent agent = controller.agent("client")) {
            byte[] whole = AgentMessage.newBuilder().setSequence(1).setHello(agent.hello()).build().toByteArray();
            for (int length = 0; length < whole.length; length++) {
                expectRefusal(Arrays.copyOf(whole, length));
            }
        }
        assertBystanderIsServed();
    }

    @Test
    void shouldSayThatBytesAreNoMessage() throws Exception {
        try (TestAgent agent = controller.agent("client")) {
            agent.sendRaw(new byte[] {10, 100, 1});

            assertThat(agent.end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(agent.end().getDescription()).contains("protocol message");
        }
    }

    @Test
    void shouldRefuseAMessageOfMoreThanFourMebibytes() throws Exception {
        try (TestAgent agent = controller.agent("client")) {
            agent.sendRaw(new byte[Limits.MESSAGE_BYTES + 1]);

            assertThat(agent.end().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(agent.end().getDescription()).isEqualTo("a message has 4194305 bytes, at most 4194304 may be");
        }
        assertBystanderIsServed();
    }

    @Test
    void shouldTakeTheLargestBatchesAndRefuseLargerOnes() throws Exception {
        try (TestAgent agent = controller.agent("client").attach()) {
            agent.send(batch(Limits.EVENTS));
            agent.send(batch(Limits.EVENTS + 1));

            assertThat(agent.end().getDescription()).isEqualTo("events.events: has 1025 elements, expected 1 to 1024");
            // Messages are handled in their order, and what was reported outlives the stream.
            assertThat(controller.connections.connections()).hasSize(Limits.EVENTS);
        }
        assertBystanderIsServed();
    }

    @Test
    void shouldTakeALargeSnapshot() throws Exception {
        Connection.Builder[] many = new Connection.Builder[20_000];
        Arrays.setAll(many, i -> connection(i + 1, 1 + i % Limits.PORT).setServerSide(true));
        try (TestAgent agent = controller.agent("client").attach(many)) {
            await().atMost(DEADLINE).until(() -> controller.connections.connections().size() == many.length);
        }
        assertBystanderIsServed();
    }

    @Test
    void shouldSurviveOutcomesOfPlansThatNeverWere() throws Exception {
        try (TestAgent agent = controller.agent("client").attach()) {
            OutcomeBatch.Builder outcomes = OutcomeBatch.newBuilder();
            Random random = new Random(1);
            for (int i = 0; i < Limits.OUTCOMES; i++) {
                outcomes.addOutcomes(Outcome.newBuilder().setCommandId(random.nextLong())
                    .setPathIndex(random.nextInt(Limits.PATHS)).setResultValue(1 + random.nextInt(6)));
            }
            agent.send(AgentMessage.newBuilder().setOutcomes(outcomes));
            agent.established(connection(1, 40001));

            assertThat(agent.nextPlan().getToken()).isEqualTo(1);
        }
    }

    @Test
    void shouldSurviveThoseWhoDoNotSpeakTheProtocolAtAll() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < 20; i++) {
            byte[] noise = new byte[random.nextInt(3000)];
            random.nextBytes(noise);
            try (Socket socket = new Socket("127.0.0.1", controller.port());
                    OutputStream out = socket.getOutputStream()) {
                out.write(noise);
            } catch (IOException closedByController) {
                assertThat(closedByController).isNotNull();
            }
        }
        assertBystanderIsServed();
    }

    @Test
    void shouldEndAStreamWithoutHello() throws Exception {
        AgentStreams recorded = new AgentStreams();
        AgentSession session = controller.agents.open(recorded.stream(), "10.9.9.9:1", PeerIdentity.of(null));

        session.closeUnlessKnown(Status.DEADLINE_EXCEEDED.withDescription("no HELLO came within 10 s"));

        assertThat(recorded.status().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }

    private void expectRefusal(byte[] bytes) throws Exception {
        try (TestAgent agent = controller.agent("client")) {
            agent.sendRaw(bytes);
            assertThat(agent.end().getCode()).isIn(Status.Code.INVALID_ARGUMENT, Status.Code.FAILED_PRECONDITION);
            assertThat(agent.end().getDescription()).isNotBlank();
        }
    }

    private AgentMessage.Builder batch(int events) {
        EventBatch.Builder batch = EventBatch.newBuilder();
        for (int i = 1; i <= events; i++) {
            batch.addEvents(Event.newBuilder().setToken(i)
                .setEstablished(connection(i, 20_000 + i).setServerSide(true)));
        }
        return AgentMessage.newBuilder().setEvents(batch);
    }

    private void assertBystanderIsServed() throws Exception {
        tokens++;
        bystander.established(connection(tokens, 50_000 + tokens));
        assertThat(bystander.nextPlan().getToken()).isEqualTo(tokens);
        assertThat(bystander.ended()).isFalse();
    }
}
