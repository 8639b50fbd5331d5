// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.crosslayer.mptcp.planning.PlanningService;
import org.crosslayer.mptcp.standing.StandingOverview;

/** Lists standing plans. */
@Service
@Command(scope = "onos", name = "mptcp-standing",
    description = "Lists the plans that stand before their connections come, with what their agents make of them")
public class StandingCommand extends MptcpCommand {
    @Argument(name = "agent", description = "Only standing plans of this agent")
    @Completion(AgentIdCompleter.class)
    private String agent;

    @Override
    protected View view() {
        List<StandingOverview> all = get(PlanningService.class).standing();
        return new StandingView(agent == null ? all
            : all.stream().filter(one -> one.agent().id().equals(agent)).collect(Collectors.toList()));
    }
}
