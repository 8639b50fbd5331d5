// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.HashMap;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.view.Query;

/** A command that lists what belongs to connections: of all, of an agent's, or of one. */
abstract class ConnectionListCommand extends ListCommand {
    @Argument(name = "agent", description = "Only connections of this agent")
    @Completion(AgentIdCompleter.class)
    private String agent;

    @Argument(index = 1, name = "token", description = "Only the connection of this token")
    @Completion(ConnectionTokenCompleter.class)
    private String token;

    /** What was asked for; refuses what is no token. */
    @Override
    final Query query() {
        Map<String, String> only = new HashMap<>();
        only.put("agent", agent);
        only.put("token", token == null ? null : ConnectionToken.parse(token).toString());
        return query(only);
    }

    /** The line for an empty list of connections or of what belongs to them. */
    final String none(String what) {
        String whose = agent == null ? "" : token == null ? " of agent '" + agent + "'" : " of " + agent + "/" + token;
        return nothing("No " + what + whose + " is known");
    }
}
