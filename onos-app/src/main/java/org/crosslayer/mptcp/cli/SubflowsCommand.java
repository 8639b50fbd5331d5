// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.crosslayer.mptcp.ConnectionToken;

/** Lists subflows. */
@Service
@Command(scope = "onos", name = "mptcp-subflows",
    description = "Lists established subflows, each with its paths")
public class SubflowsCommand extends ListCommand {
    @Argument(name = "agent", description = "Only subflows of this agent's connections")
    @Completion(AgentIdCompleter.class)
    private String agent;

    @Argument(index = 1, name = "token", description = "Only subflows of the connection of this token")
    @Completion(ConnectionTokenCompleter.class)
    private String token;

    @Override
    protected View view() {
        Map<String, String> only = new HashMap<>();
        only.put("agent", agent);
        only.put("token", token == null ? null : ConnectionToken.parse(token).toString());
        return new Listing<>("subflows", views().subflows(query(only)), subflow ->
            List.of(subflow.agent + "/" + subflow.token + " " + ConnectionText.line(subflow)), "No subflow is known");
    }
}
