// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.HashMap;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.crosslayer.mptcp.ConnectionToken;

/** Lists connections with their subflows and paths. */
@Service
@Command(scope = "onos", name = "mptcp-connections",
    description = "Lists the Multipath TCP connections that agents have reported, with their subflows and paths")
public class ConnectionsCommand extends ListCommand {
    @Argument(name = "agent", description = "Only connections of this agent")
    @Completion(AgentIdCompleter.class)
    private String agent;

    @Argument(index = 1, name = "token", description = "Only the connection of this token")
    @Completion(ConnectionTokenCompleter.class)
    private String token;

    @Option(name = "-b", aliases = "--brief", description = "One line for each, without subflows")
    private boolean brief;

    @Override
    protected View view() {
        Map<String, String> only = new HashMap<>();
        only.put("agent", agent);
        only.put("token", token == null ? null : ConnectionToken.parse(token).toString());
        return new Listing<>("connections", views().connections(query(only), brief),
            brief ? ConnectionText::brief : ConnectionText::lines, "No connection is known");
    }
}
