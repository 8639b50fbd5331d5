// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionToken;

/** Explains the placement of one connection. */
@Service
@Command(scope = "onos", name = "mptcp-explain",
    description = "Shows the paths that were considered for a connection, why each was taken or left, and its moves")
public class ExplainCommand extends MptcpCommand {
    @Argument(name = "agent", description = "Agent of one of its hosts", required = true)
    @Completion(AgentIdCompleter.class)
    private String agent;

    @Argument(index = 1, name = "token", description = "Token of the connection at that host", required = true)
    @Completion(ConnectionTokenCompleter.class)
    private String token;

    @Override
    protected View view() {
        ConnectionKey key = ConnectionKey.connectionKey(AgentId.agentId(agent), ConnectionToken.parse(token));
        return new Single<>(views().explanation(key).orElseThrow(() -> new IllegalArgumentException(
            key + " is not known; mptcp-connections lists what is")), ExplainText::lines);
    }
}
