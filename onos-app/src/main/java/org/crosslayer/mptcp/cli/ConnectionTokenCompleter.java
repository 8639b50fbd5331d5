// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.crosslayer.mptcp.AgentService;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.onosproject.cli.AbstractChoicesCompleter;
import org.onosproject.cli.AbstractShellCommand;

/** Completes tokens of the connections of the agents that stand before on the line. */
@Service
public class ConnectionTokenCompleter extends AbstractChoicesCompleter {
    @Override
    protected List<String> choices() {
        MptcpConnectionService connections = AbstractShellCommand.get(MptcpConnectionService.class);
        List<String> words = Arrays.asList(commandLine.getArguments());
        return AbstractShellCommand.get(AgentService.class).agents().stream()
            .filter(agent -> words.contains(agent.id().id()))
            .flatMap(agent -> connections.connections(agent.id()).stream())
            .map(MptcpConnection::key).map(key -> key.token().toString()).sorted().collect(Collectors.toList());
    }
}
