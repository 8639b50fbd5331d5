// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.HashMap;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the attached agents. */
@Service
@Command(scope = "onos", name = "mptcp-agents",
    description = "Lists the host agents that are attached to this node")
public class AgentsCommand extends ListCommand {
    @Argument(name = "agent", description = "Only this agent")
    @Completion(AgentIdCompleter.class)
    private String agent;

    @Override
    protected View view() {
        Map<String, String> only = new HashMap<>();
        only.put("id", agent);
        return new Listing<>("agents", views().agents(query(only)), FabricText::agent, nothing(agent == null
            ? "No agent is attached to this node" : "No agent '" + agent + "' is attached to this node"));
    }
}
