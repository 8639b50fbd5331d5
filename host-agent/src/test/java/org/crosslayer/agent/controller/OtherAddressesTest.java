// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.control.v1.AgentMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host whose addresses change while its agent runs: a lease comes late, or it is renumbered. */
class OtherAddressesTest {
    private static final String OLD = "10.0.1.2";
    private static final String NEW = "10.0.9.2";

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

    private FakeController.Stream attached() throws Exception {
        agent.start(PlanLog.none(), Channels.of(Optional.empty(), Duration.ofMillis(20)), agent.controller.address());
        return agent.controller.attached();
    }

    private List<String> told(FakeController.Stream stream) throws Exception {
        return stream.await(AgentMessage::hasHello).getHello().getAddressesList().stream()
            .map(address -> Wire.address(address).getHostAddress()).toList();
    }

    @Test
    void shouldSayAnewWhoItIs() throws Exception {
        FakeController.Stream first = attached();
        agent.addresses.add(Samples.address(NEW));
        FakeController.Stream next = agent.controller.stream();
        assertThat(told(next)).containsExactlyInAnyOrder(OLD, NEW);
        next.await(AgentMessage::hasSnapshot);
        assertThat(first.ended.poll(10, TimeUnit.SECONDS)).isEqualTo(Status.OK);
        agent.addresses.remove(Samples.address(OLD));
        assertThat(told(agent.controller.stream())).containsExactly(NEW);
    }

    @Test
    void shouldGoOnAsBeforeWhereTheyAreRefused() throws Exception {
        FakeController.Stream first = attached();
        agent.controller.welcomes = false;
        agent.addresses.add(Samples.address(NEW));
        agent.controller.stream().out.onError(Status.PERMISSION_DENIED.asRuntimeException());
        first.send(LinkFixture.plan(1, Samples.TOKEN, 12_000));
        assertThat(first.await(AgentMessage::hasOutcomes).getOutcomes().getOutcomesCount()).isEqualTo(1);
        agent.addresses.remove(Samples.address(NEW));
        assertThat(told(agent.controller.stream())).as("asked again only when they have changed again")
            .containsExactly(OLD);
        assertThat(agent.logged("this host has got other addresses")).isEqualTo(2);
        assertThat(first.ended).isEmpty();
    }
}
