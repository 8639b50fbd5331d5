// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.crosslayer.mptcp.AgentService;
import org.onosproject.cli.AbstractChoicesCompleter;
import org.onosproject.cli.AbstractShellCommand;

/** Completes names of attached agents. */
@Service
public class AgentIdCompleter extends AbstractChoicesCompleter {
    @Override
    protected List<String> choices() {
        return AbstractShellCommand.get(AgentService.class).agents().stream()
            .map(agent -> agent.id().id()).sorted().collect(Collectors.toList());
    }
}
