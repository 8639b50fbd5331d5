// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentCapabilities;
import org.onlab.packet.IpAddress;

/** An attached agent. */
public final class AgentView {
    public final String id;
    /** Where its stream comes from. */
    public final String remote;
    /** When it attached, ISO 8601. */
    public final String attached;
    public final String version;
    public final String kernelRelease;
    public final int maxSubflows;
    /** Connections that it has reported and that are still there. */
    public final int connections;
    public final List<String> addresses;
    /** Of {@link AgentCapabilities.Ability}. */
    public final List<String> abilities;
    /** Who carries out standing plans, of {@link AgentCapabilities.StandingExecutor}. */
    public final String standingExecutor;

    AgentView(Agent agent, int connections) {
        this.id = agent.id().id();
        this.remote = agent.remote();
        this.attached = agent.attached().toString();
        this.version = agent.version();
        this.kernelRelease = agent.kernelRelease();
        this.maxSubflows = agent.capabilities().maxSubflows();
        this.connections = connections;
        this.addresses = agent.addresses().stream().map(IpAddress::toString).collect(Collectors.toUnmodifiableList());
        this.abilities = Stream.of(AgentCapabilities.Ability.values()).filter(agent.capabilities()::has)
            .map(Enum::name).collect(Collectors.toUnmodifiableList());
        this.standingExecutor = agent.capabilities().standingExecutor().name();
    }
}
