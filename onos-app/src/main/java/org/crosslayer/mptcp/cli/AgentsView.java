// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentCapabilities;
import org.crosslayer.mptcp.AgentService;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.onlab.packet.IpAddress;

/** The attached agents, by name. */
final class AgentsView implements View {
    private final List<Agent> agents;
    private final MptcpConnectionService connections;

    AgentsView(AgentService agents, MptcpConnectionService connections) {
        this.agents = agents.agents().stream().sorted(Comparator.comparing(Agent::id)).collect(Collectors.toList());
        this.connections = connections;
    }

    @Override
    public List<String> lines() {
        if (agents.isEmpty()) {
            return List.of("No agent is attached to this node");
        }
        return agents.stream().map(agent -> String.format(
            "%s at %s since %s: version %s, kernel %s, addresses %s, at most %d subflows, connections %d",
            agent.id(), agent.remote(), agent.attached(), agent.version(), agent.kernelRelease(),
            agent.addresses().stream().map(IpAddress::toString).collect(Collectors.joining(",")),
            agent.capabilities().maxSubflows(), connections.connections(agent.id()).size()))
            .collect(Collectors.toList());
    }

    @Override
    public ObjectNode json(ObjectMapper mapper) {
        ObjectNode root = mapper.createObjectNode();
        ArrayNode all = root.putArray("agents");
        for (Agent agent : agents) {
            ObjectNode node = all.addObject().put("id", agent.id().id()).put("remote", agent.remote())
                .put("attached", agent.attached().toString()).put("version", agent.version())
                .put("kernelRelease", agent.kernelRelease())
                .put("maxSubflows", agent.capabilities().maxSubflows())
                .put("connections", connections.connections(agent.id()).size());
            ArrayNode addresses = node.putArray("addresses");
            agent.addresses().forEach(address -> addresses.add(address.toString()));
            ArrayNode abilities = node.putArray("abilities");
            for (AgentCapabilities.Ability ability : AgentCapabilities.Ability.values()) {
                if (agent.capabilities().has(ability)) {
                    abilities.add(ability.name());
                }
            }
        }
        return root;
    }
}
