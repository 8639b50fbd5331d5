// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.AnnounceAddress;
import org.crosslayer.control.v1.CloseSubflow;
import org.crosslayer.control.v1.Command;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.OpenSubflow;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SetBackup;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.control.v1.WithdrawAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlansTest {
    private LinkFixture agent;
    private FakeController.Stream stream;

    @TempDir
    private Path directory;

    @BeforeEach
    void attach() throws Exception {
        agent = new LinkFixture();
        agent.start(PlanLog.to(directory.resolve("plans.json")), agent.controller.address());
        stream = agent.controller.attached();
        agent.table.apply(Samples.established(), System.nanoTime());
    }

    @AfterEach
    void close() throws Exception {
        agent.close();
        assertThat(agent.controller.wrong).isEmpty();
    }

    private List<Outcome> outcomes() throws InterruptedException {
        return stream.await(AgentMessage::hasOutcomes).getOutcomes().getOutcomesList();
    }

    @Test
    void shouldOpenASubflowForEveryPath() throws Exception {
        agent.kernel.portsInUse.add(12_010);
        stream.send(ControllerMessage.newBuilder().setPlan(SubflowPlan.newBuilder().setCommandId(9)
            .setToken(Samples.TOKEN).addPaths(LinkFixture.path("10.0.1.2", 12_000))
            .addPaths(LinkFixture.path("10.0.1.2", 12_010, 12_011).setBackup(true))));
        List<Outcome> outcomes = outcomes();
        assertThat(outcomes).extracting(Outcome::getResult).containsExactly(Result.RESULT_DONE, Result.RESULT_DONE);
        assertThat(outcomes).extracting(Outcome::getSourcePort).containsExactly(12_000, 12_011);
        assertThat(outcomes).extracting(Outcome::getPathIndex).containsExactly(0, 1);
        assertThat(outcomes).extracting(Outcome::getCandidatesInUse).containsExactly(0, 1);
        assertThat(outcomes).allMatch(outcome -> outcome.getSinceEstablishedNs() > 0);
        assertThat(agent.kernel.created.get(1).backup()).isTrue();
        agent.close();
        List<String> lines = Files.readAllLines(directory.resolve("plans.json"));
        assertThat(lines).hasSize(2);
        JsonObject line = JsonParser.parseString(lines.get(1)).getAsJsonObject();
        assertThat(line.get("token").getAsString()).isEqualTo("3f2a9c01");
        assertThat(line.get("path_index").getAsInt()).isEqualTo(1);
        assertThat(line.get("result").getAsString()).isEqualTo("done");
        assertThat(line.get("source_port").getAsInt()).isEqualTo(12_011);
        assertThat(line.get("candidates_in_use").getAsInt()).isEqualTo(1);
        assertThat(line.get("outbound_path").getAsString()).isEqualTo("r1/1>r2/1");
        assertThat(line.get("since_established_us").getAsDouble()).isPositive();
    }

    @Test
    void shouldAnswerARepeatedPlanWithoutCarryingItOutAgain() throws Exception {
        stream.send(LinkFixture.plan(9, Samples.TOKEN, 12_000));
        List<Outcome> first = outcomes();
        stream.send(LinkFixture.plan(9, Samples.TOKEN, 12_000));
        assertThat(outcomes()).isEqualTo(first);
        assertThat(agent.kernel.created).hasSize(1);
    }

    @Test
    void shouldRefuseWhatIsBeyondItsLimits() throws Exception {
        stream.send(LinkFixture.plan(1, 4711, 12_000, 12_001));
        assertThat(outcomes()).hasSize(2)
            .allMatch(outcome -> outcome.getResult() == Result.RESULT_UNKNOWN_CONNECTION);
        stream.send(ControllerMessage.newBuilder().setPlan(SubflowPlan.newBuilder().setCommandId(2)
            .setToken(Samples.TOKEN).addPaths(LinkFixture.path("10.0.1.9", 12_000))));
        Outcome foreign = outcomes().get(0);
        assertThat(foreign.getResult()).isEqualTo(Result.RESULT_REFUSED_BY_AGENT);
        assertThat(foreign.getMessage()).contains("10.0.1.9");
        stream.send(LinkFixture.plan(3, Samples.TOKEN, 1, 2, 3, 4, 5));
        assertThat(outcomes()).extracting(Outcome::getResult).containsExactly(Result.RESULT_DONE, Result.RESULT_DONE,
            Result.RESULT_DONE, Result.RESULT_DONE, Result.RESULT_REFUSED_BY_AGENT);
    }

    @Test
    void shouldTellWhatTheKernelSaid() throws Exception {
        agent.kernel.refusal = new NetlinkException("open", Errno.EINVAL, "families mismatch", 12);
        stream.send(LinkFixture.plan(1, Samples.TOKEN, 12_000));
        Outcome outcome = outcomes().get(0);
        assertThat(outcome.getResult()).isEqualTo(Result.RESULT_REFUSED_BY_KERNEL);
        assertThat(outcome.getError()).isEqualTo(Errno.EINVAL);
        assertThat(outcome.getMessage()).isEqualTo("families mismatch");
        agent.kernel.refusal = null;
        agent.kernel.portsInUse.add(7);
        stream.send(LinkFixture.plan(2, Samples.TOKEN, 7));
        assertThat(outcomes().get(0).getResult()).isEqualTo(Result.RESULT_PORTS_IN_USE);
    }

    @Test
    void shouldWaitForAConnectionThatIsStillComingUp() throws Exception {
        agent.table.apply(new MptcpEvent.Created(5, Samples.INITIAL, false, false), 1);
        stream.send(LinkFixture.plan(1, 5, 12_000));
        stream.send(LinkFixture.plan(2, Samples.TOKEN, 12_001));
        assertThat(outcomes().get(0).getCommandId()).isEqualTo(2);
        agent.table.apply(new MptcpEvent.Established(5, Samples.INITIAL, false, false), 2);
        Outcome outcome = outcomes().get(0);
        assertThat(outcome.getCommandId()).isEqualTo(1);
        assertThat(outcome.getResult()).isEqualTo(Result.RESULT_DONE);
    }

    @Test
    void shouldReportThePriorityThatItHasSet() throws Exception {
        agent.table.apply(Samples.subflowEstablished(Samples.SECOND, 1), System.nanoTime());
        stream.send(LinkFixture.commands(Command.newBuilder().setCommandId(1).setToken(Samples.TOKEN).setSetBackup(
            SetBackup.newBuilder().setTuple(Wire.tuple(Samples.SECOND)).setBackup(true))));
        assertThat(stream.await(message -> message.hasEvents() && message.getEvents().getEventsList().stream()
            .anyMatch(Event::hasSubflowPriority)).getEvents().getEventsList())
            .anyMatch(event -> event.getSubflowPriority().getSubflow().getBackup()
                && Wire.tuple(event.getSubflowPriority().getSubflow().getTuple()).equals(Samples.SECOND));
    }

    @Test
    void shouldCarryOutCommandsInOrder() throws Exception {
        FourTuple tuple = Samples.SECOND;
        stream.send(LinkFixture.commands(
            Command.newBuilder().setCommandId(1).setToken(Samples.TOKEN).setOpen(OpenSubflow.newBuilder()
                .setLocalAddress(Wire.address(tuple.local().address())).setSourcePort(12_000)
                .setRemoteAddress(Wire.address(tuple.remote().address())).setRemotePort(80)),
            Command.newBuilder().setCommandId(2).setToken(Samples.TOKEN).setSetBackup(SetBackup.newBuilder()
                .setTuple(Wire.tuple(tuple)).setBackup(true)),
            Command.newBuilder().setCommandId(3).setToken(Samples.TOKEN).setClose(CloseSubflow.newBuilder()
                .setTuple(Wire.tuple(tuple))),
            Command.newBuilder().setCommandId(4).setToken(Samples.TOKEN).setAnnounce(AnnounceAddress.newBuilder()
                .setAddress(Wire.address(tuple.local().address())).setPort(99)),
            Command.newBuilder().setCommandId(5).setToken(Samples.TOKEN).setWithdraw(WithdrawAddress.newBuilder()
                .setAddress(Wire.address(tuple.local().address())).setPort(99)),
            Command.newBuilder().setCommandId(6).setToken(Samples.TOKEN).setWithdraw(WithdrawAddress.newBuilder()
                .setAddress(Wire.address(tuple.local().address())).setPort(98)),
            Command.newBuilder().setCommandId(7).setToken(Samples.TOKEN),
            Command.newBuilder().setCommandId(8).setToken(1).setClose(CloseSubflow.newBuilder()
                .setTuple(Wire.tuple(tuple)))));
        Result[] expected = {Result.RESULT_DONE, Result.RESULT_DONE, Result.RESULT_DONE, Result.RESULT_DONE,
            Result.RESULT_DONE, Result.RESULT_ALREADY, Result.RESULT_REFUSED_BY_AGENT,
            Result.RESULT_UNKNOWN_CONNECTION};
        for (int i = 0; i < expected.length; i++) {
            Outcome outcome = outcomes().get(0);
            assertThat(outcome.getCommandId()).isEqualTo(i + 1);
            assertThat(outcome.getResult()).as("command %d: %s", i + 1, outcome).isEqualTo(expected[i]);
            assertThat(outcome.hasPathIndex()).isFalse();
        }
        assertThat(agent.kernel.others).containsExactly("backup " + tuple + " true", "close " + tuple,
            "announce 10.0.1.2:99 2", "remove 2");
    }

    @Test
    void shouldCallAClosedSubflowClosed() throws Exception {
        agent.kernel.refusal = new NetlinkException("close", Errno.ESRCH);
        stream.send(LinkFixture.commands(Command.newBuilder().setCommandId(1).setToken(Samples.TOKEN)
            .setClose(CloseSubflow.newBuilder().setTuple(Wire.tuple(Samples.SECOND)))));
        assertThat(outcomes().get(0).getResult()).isEqualTo(Result.RESULT_ALREADY);
    }
}
