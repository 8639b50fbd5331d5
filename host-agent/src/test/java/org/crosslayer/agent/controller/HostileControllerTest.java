// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.CloseSubflow;
import org.crosslayer.control.v1.Command;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SetBackup;
import org.crosslayer.control.v1.SnapshotRequest;
import org.crosslayer.control.v1.StandingRenewal;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.control.v1.Welcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A controller that means ill: the agent stays within its own limits, and goes on. */
class HostileControllerTest {
    private static final int FLOOD = 3000;
    /** Of the fixture. */
    private static final int PER_SECOND = 1000;

    private LinkFixture agent;

    @BeforeEach
    void start() throws Exception {
        agent = new LinkFixture();
        agent.start();
        agent.table.apply(Samples.created(), 1);
        agent.table.apply(Samples.established(), 2);
    }

    @AfterEach
    void close() throws Exception {
        agent.close();
    }

    private static Command.Builder backup(int id, int token, FourTuple tuple) {
        return Command.newBuilder().setCommandId(id).setToken(token)
            .setSetBackup(SetBackup.newBuilder().setTuple(Wire.tuple(tuple)).setBackup(true));
    }

    private static Map<Result, Integer> results(FakeController.Stream stream, int expected) throws Exception {
        Map<Result, Integer> counts = new HashMap<>();
        for (int seen = 0; seen < expected;) {
            for (Outcome outcome : stream.await(AgentMessage::hasOutcomes).getOutcomes().getOutcomesList()) {
                counts.merge(outcome.getResult(), 1, Integer::sum);
                seen++;
            }
        }
        return counts;
    }

    @Test
    void shouldAttachAgainAfterAnyGarbage() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 20; round++) {
            byte[] garbage = new byte[1 + random.nextInt(2000)];
            random.nextBytes(garbage);
            FakeController.Stream stream = agent.controller.attached();
            // Without a sequence number it is wrong even if it happens to be protobuf.
            stream.sendRaw(garbage);
            assertThat(stream.ended.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
        agent.controller.attached();
        assertThat(agent.kernel.attempts).isZero();
        assertThat(agent.controller.wrong).isEmpty();
    }

    @Test
    void shouldOpenNoMoreThanItsRateWhateverIsAskedFor() throws Exception {
        FakeController.Stream stream = agent.controller.attached();
        agent.kernel.portsInUse.add(1);
        long before = System.nanoTime();
        for (int id = 1; id <= FLOOD; id++) {
            // A port in use: the subflow cap does not come first.
            stream.send(LinkFixture.plan(id, Samples.TOKEN, 1));
        }
        Map<Result, Integer> results = results(stream, FLOOD);
        double seconds = (System.nanoTime() - before) / 1e9;
        assertThat(agent.kernel.attempts).isLessThanOrEqualTo((int) (PER_SECOND * (1 + seconds)) + 1);
        assertThat(results.keySet()).isSubsetOf(Result.RESULT_PORTS_IN_USE, Result.RESULT_REFUSED_BY_AGENT);
    }

    @Test
    void shouldCarryOutNoMoreOtherCommandsThanItsRate() throws Exception {
        FakeController.Stream stream = agent.controller.attached();
        long before = System.nanoTime();
        for (int id = 1; id <= FLOOD; id++) {
            stream.send(LinkFixture.commands(backup(id, Samples.TOKEN, Samples.SECOND)));
        }
        results(stream, FLOOD);
        double seconds = (System.nanoTime() - before) / 1e9;
        assertThat(agent.kernel.others.size()).isLessThanOrEqualTo((int) (PER_SECOND * (1 + seconds)) + 1);
    }

    @Test
    void shouldStayWithinItsSubflowCapInAHugePlan() throws Exception {
        FakeController.Stream stream = agent.controller.attached();
        SubflowPlan.Builder plan = SubflowPlan.newBuilder().setCommandId(1).setToken(Samples.TOKEN);
        int paths = 64;
        for (int i = 0; i < paths; i++) {
            plan.addPaths(LinkFixture.path("10.0.1.2", 10_000 + 2 * i, 10_001 + 2 * i));
        }
        stream.send(ControllerMessage.newBuilder().setPlan(plan));
        Map<Result, Integer> results = results(stream, paths);
        assertThat(results).isEqualTo(Map.of(Result.RESULT_DONE, 4, Result.RESULT_REFUSED_BY_AGENT, paths - 4));
        assertThat(agent.kernel.created).hasSize(4);
    }

    @Test
    void shouldTouchNoForeignConnectionNorAddress() throws Exception {
        FakeController.Stream stream = agent.controller.attached();
        SplittableRandom random = new SplittableRandom(7);
        List<Command.Builder> commands = new ArrayList<>();
        for (int id = 1; id <= 200; id++) {
            commands.add(backup(id, random.nextInt(), Samples.SECOND));
        }
        stream.send(LinkFixture.commands(commands.toArray(new Command.Builder[0])));
        assertThat(results(stream, 200)).isEqualTo(Map.of(Result.RESULT_UNKNOWN_CONNECTION, 200));
        stream.send(ControllerMessage.newBuilder().setPlan(SubflowPlan.newBuilder().setCommandId(300)
            .setToken(Samples.TOKEN).addPaths(LinkFixture.path("127.0.0.1", 10_000))));
        assertThat(results(stream, 1)).isEqualTo(Map.of(Result.RESULT_REFUSED_BY_AGENT, 1));
        assertThat(agent.kernel.others).isEmpty();
        assertThat(agent.kernel.attempts).isZero();
    }

    @Test
    void shouldNotCloseTheLastSubflowOfAConnection() throws Exception {
        FakeController.Stream stream = agent.controller.attached();
        Command.Builder close = Command.newBuilder().setCommandId(1).setToken(Samples.TOKEN)
            .setClose(CloseSubflow.newBuilder().setTuple(Wire.tuple(Samples.INITIAL)));
        stream.send(LinkFixture.commands(close));
        Outcome refused = stream.await(AgentMessage::hasOutcomes).getOutcomes().getOutcomes(0);
        assertThat(refused.getResult()).isEqualTo(Result.RESULT_REFUSED_BY_AGENT);
        assertThat(refused.getMessage()).contains("only subflow");
        assertThat(agent.kernel.others).isEmpty();
        agent.table.apply(Samples.subflowEstablished(Samples.SECOND, 1), 3);
        stream.send(LinkFixture.commands(close.setCommandId(2)));
        assertThat(stream.await(AgentMessage::hasOutcomes).getOutcomes().getOutcomes(0).getResult())
            .isEqualTo(Result.RESULT_DONE);
    }

    @Test
    void shouldNotRenewOrdersOfAnotherGeneration() throws Exception {
        FakeController.Stream stream = agent.controller.attached();
        for (long generation : new long[] {1, 7, Long.MAX_VALUE, -1}) {
            stream.send(ControllerMessage.newBuilder().setStandingRenewal(StandingRenewal.newBuilder()
                .setGeneration(generation).setExpiresInS(60)));
        }
        stream.send(ControllerMessage.newBuilder().setSnapshotRequest(SnapshotRequest.getDefaultInstance()));
        List<AgentMessage> before = new ArrayList<>();
        stream.await(message -> message.hasSnapshot() || !before.add(message));
        assertThat(before).filteredOn(AgentMessage::hasStanding)
            .allMatch(message -> message.getStanding().getGeneration() == 0);
        assertThat(stream.ended).isEmpty();
    }

    @Test
    void shouldGoOnAfterAControllerThatEndsItsHalfAtOnce() throws Exception {
        agent.controller.welcomes = false;
        agent.controller.stream().out.onCompleted();
        for (int i = 0; i < 3; i++) {
            agent.controller.stream().out.onError(Status.INTERNAL.asRuntimeException());
        }
        FakeController.Stream last = agent.controller.stream();
        last.send(ControllerMessage.newBuilder().setWelcome(Welcome.newBuilder().setProtocolVersion(1)
            .setControllerId("fake")));
        assertThat(last.await(AgentMessage::hasSnapshot).getSnapshot().getConnectionsCount()).isEqualTo(1);
    }
}
