// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Echo;
import org.crosslayer.mptcp.TestApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What agents that know several nodes go by. */
class NodeEndsTest {
    private TestController controller;
    private TestAgent agent;

    @BeforeEach
    void attach() throws Exception {
        controller = new TestController();
        agent = controller.agent("client").attach();
        await().until(() -> controller.attached("client"));
    }

    @AfterEach
    void close() throws Exception {
        agent.close();
        controller.close();
    }

    @Test
    void shouldAnswerWhoAsksWhetherItIsThere() throws Exception {
        agent.send(AgentMessage.newBuilder().setEcho(Echo.newBuilder().setNumber(77)));
        ControllerMessage answer = agent.next();
        assertThat(answer.getEcho().getNumber()).isEqualTo(77);
    }

    @Test
    void shouldLetAgentsLeaveBeforeItEnds() throws Exception {
        controller.agents.application = TestApplication.oneOfSeveral();
        CompletableFuture<Void> left = CompletableFuture.runAsync(controller.agents::leave);
        ControllerMessage asked = agent.next();
        assertThat(asked.getLeave().getWithinMs()).isPositive();
        assertThat(agent.ended()).isFalse();
        assertThat(left).isNotDone();
        agent.close();
        await().until(left::isDone);
        assertThat(controller.agents.agents()).isEmpty();
    }

    @Test
    void shouldNotAskAgentsToLeaveTheOnlyNode() throws Exception {
        controller.agents.leave();
        agent.send(AgentMessage.newBuilder().setEcho(Echo.newBuilder().setNumber(1)));
        assertThat(agent.next().hasEcho()).isTrue();
    }
}
