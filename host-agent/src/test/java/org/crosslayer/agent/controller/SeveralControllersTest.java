// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.control.v1.Leave;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent that knows two controllers. */
class SeveralControllersTest {
    private LinkFixture agent;
    private FakeController first;
    private FakeController second;

    @BeforeEach
    void create() throws Exception {
        agent = new LinkFixture();
        agent.table.apply(Samples.established(), 1);
        FakeController other = new FakeController(0);
        boolean inOrder = ControllerOrder.of("h1", List.of(agent.controller.address(), other.address())).get(0)
            .equals(agent.controller.address());
        first = inOrder ? agent.controller : other;
        second = inOrder ? other : agent.controller;
    }

    @AfterEach
    void close() throws Exception {
        agent.close();
        first.close();
        second.close();
    }

    private FakeController.Stream start() throws Exception {
        agent.start(PlanLog.none(), second.address(), first.address());
        return first.attached();
    }

    @Test
    void shouldGoToTheOtherWhenItsControllerDies() throws Exception {
        start();
        first.close();
        FakeController.Stream stream = second.stream();
        assertThat(stream.await(AgentMessage::hasSnapshot).getSnapshot().getConnectionsCount()).isEqualTo(1);
        stream.send(LinkFixture.plan(1, Samples.TOKEN, 12_000));
        assertThat(stream.await(AgentMessage::hasOutcomes).getOutcomes().getOutcomesCount()).isEqualTo(1);
    }

    @Test
    void shouldNumberItsStreamsUpwards() throws Exception {
        agent.start(PlanLog.none(), first.address(), second.address());
        Hello hello = first.stream().await(AgentMessage::hasHello).getHello();
        first.close();
        Hello next = second.stream().await(AgentMessage::hasHello).getHello();
        assertThat(next.getInstanceId()).isEqualTo(hello.getInstanceId());
        assertThat(next.getAttachment()).isGreaterThan(hello.getAttachment());
    }

    @Test
    void shouldGiveUpAControllerThatIsSilent() throws Exception {
        FakeController.Stream stream = start();
        stream.await(AgentMessage::hasEcho);
        first.answers = false;
        second.stream().await(AgentMessage::hasSnapshot);
        assertThat(agent.logged("detached: UNAVAILABLE: silent for 4 s")).isEqualTo(1);
    }

    @Test
    void shouldLeaveWhenAskedAndEndTheOldStreamInGoodOrder() throws Exception {
        FakeController.Stream stream = start();
        stream.send(ControllerMessage.newBuilder().setLeave(Leave.newBuilder().setWithinMs(50)));
        second.attached();
        assertThat(stream.ended.poll(10, TimeUnit.SECONDS).isOk()).isTrue();
        assertThat(agent.logged("detached")).isZero();
        assertThat(agent.logged("leaving " + first.address() + " for " + second.address())).isEqualTo(1);
    }

    @Test
    void shouldBeServedByTheOldControllerUntilTheNewOneHasWelcomedIt() throws Exception {
        FakeController.Stream stream = start();
        FakeController.Stream next = leaveForOneThatDoesNotWelcome(stream);
        stream.send(LinkFixture.plan(1, Samples.TOKEN, 12_000));
        assertThat(stream.await(AgentMessage::hasOutcomes).getOutcomes().getOutcomesCount()).isEqualTo(1);
        assertThat(stream.ended).isEmpty();
        next.welcome();
        next.await(AgentMessage::hasSnapshot);
        assertThat(stream.ended.poll(10, TimeUnit.SECONDS).isOk()).isTrue();
        assertThat(agent.logged("detached")).isZero();
    }

    @Test
    void shouldWaitForTheNewControllerWhenTheOldOneEndsMeanwhile() throws Exception {
        FakeController.Stream next = leaveForOneThatDoesNotWelcome(start());
        first.close();
        await().until(() -> agent.logged("detached") == 1);
        next.welcome();
        assertThat(next.await(AgentMessage::hasSnapshot).getSnapshot().getConnectionsCount()).isEqualTo(1);
        assertThat(second.streams).isEmpty();
    }

    @Test
    void shouldStayAtTheOldControllerWhenTheNewOneDoesNotWelcomeIt() throws Exception {
        FakeController.Stream stream = start();
        FakeController.Stream next = leaveForOneThatDoesNotWelcome(stream);
        next.out.onError(Status.RESOURCE_EXHAUSTED.asRuntimeException());
        stream.send(LinkFixture.plan(1, Samples.TOKEN, 12_000));
        assertThat(stream.await(AgentMessage::hasOutcomes).getOutcomes().getOutcomesCount()).isEqualTo(1);
        assertThat(stream.ended).isEmpty();
    }

    private FakeController.Stream leaveForOneThatDoesNotWelcome(FakeController.Stream stream) throws Exception {
        second.welcomes = false;
        stream.send(ControllerMessage.newBuilder().setLeave(Leave.newBuilder().setWithinMs(0)));
        FakeController.Stream next = second.stream();
        next.await(AgentMessage::hasHello);
        return next;
    }

    @Test
    void shouldStayWhereItIsAskedToLeaveWithNowhereToGo() throws Exception {
        FakeController.Stream stream = start();
        second.close();
        stream.send(ControllerMessage.newBuilder().setLeave(Leave.newBuilder().setWithinMs(0)));
        stream.send(LinkFixture.plan(1, Samples.TOKEN, 12_000));
        assertThat(stream.await(AgentMessage::hasOutcomes).getOutcomes().getOutcomesCount()).isEqualTo(1);
        assertThat(stream.ended).isEmpty();
    }

    @Test
    void shouldReturnToItsFirstChoice() throws Exception {
        agent.returnAfter = Duration.ofMillis(100);
        first.welcomes = false;
        agent.start(PlanLog.none(), first.address(), second.address());
        FakeController.Stream elsewhere = second.attached();
        first.welcomes = true;
        await().until(() -> agent.logged("attached to " + first.address()) > 0);
        assertThat(elsewhere.ended.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(first.wrong).isEmpty();
        assertThat(second.wrong).isEmpty();
    }
}
