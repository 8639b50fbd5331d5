// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.mptcp.FakeFabricService.CLIENT;
import static org.crosslayer.mptcp.FakeFabricService.CLIENT6;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentCapabilities;
import org.crosslayer.mptcp.AgentCapabilities.Ability;
import org.crosslayer.mptcp.AgentId;
import org.onlab.packet.IpAddress;

/** An agent that keeps what it is sent. */
final class FakeChannel implements AgentChannel {
    static final AgentId AGENT = AgentId.agentId("client");

    private final BlockingQueue<SentPlan> sent = new LinkedBlockingQueue<>();
    private final BlockingQueue<SubflowCommand> commands = new LinkedBlockingQueue<>();
    private final List<SentPlan> taken = new ArrayList<>();
    private AgentId id = AGENT;
    private String instance = "start-1";
    private AgentCapabilities capabilities = new AgentCapabilities(EnumSet.allOf(Ability.class), 16);
    private List<IpAddress> addresses = List.of(CLIENT, CLIENT6);

    FakeChannel of(AgentId other, IpAddress... own) {
        id = other;
        addresses = List.of(own);
        return this;
    }

    void restart(String newInstance) {
        instance = newInstance;
    }

    void can(AgentCapabilities what) {
        capabilities = what;
    }

    void has(IpAddress... own) {
        addresses = List.of(own);
    }

    SentPlan next() throws InterruptedException {
        SentPlan plan = sent.poll(5, TimeUnit.SECONDS);
        assertThat(plan).as("plan sent").isNotNull();
        taken.add(plan);
        return plan;
    }

    /** What was sent in the calls until now, or null. */
    SentPlan poll() {
        return sent.poll();
    }

    SubflowCommand nextCommand() throws InterruptedException {
        SubflowCommand command = commands.poll(5, TimeUnit.SECONDS);
        assertThat(command).as("command sent").isNotNull();
        return command;
    }

    /** All plans that were taken with {@link #next()}. */
    List<SentPlan> taken() {
        return taken;
    }

    void assertNothingSent() {
        assertThat(sent).isEmpty();
        assertThat(commands).isEmpty();
    }

    @Override
    public Agent agent() {
        return new Agent(id, "", "", addresses, capabilities, "", Instant.EPOCH);
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public void send(SentPlan plan) {
        sent.add(plan);
    }

    @Override
    public void send(List<SubflowCommand> batch) {
        commands.addAll(batch);
    }
}
