// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.Collection;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.MptcpConnectionService;

/** Lists connections with their subflows and paths. */
@Service
@Command(scope = "onos", name = "mptcp-connections",
    description = "Lists the Multipath TCP connections that agents have reported, with their subflows and paths")
public class ConnectionsCommand extends MptcpCommand {
    @Argument(name = "agent", description = "Only connections of this agent")
    @Completion(AgentIdCompleter.class)
    private String agent;

    @Override
    protected View view() {
        MptcpConnectionService service = get(MptcpConnectionService.class);
        Collection<MptcpConnection> connections = agent == null
            ? service.connections() : service.connections(AgentId.agentId(agent));
        return new ConnectionsView(connections, get(FabricService.class).fabric(), service::statistics);
    }
}
