// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

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
        return new StandingList(views().standing(agent));
    }
}
