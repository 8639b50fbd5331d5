// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.crosslayer.mptcp.AgentService;
import org.crosslayer.mptcp.MptcpConnectionService;

/** Lists the attached agents. */
@Service
@Command(scope = "onos", name = "mptcp-agents", description = "Lists the host agents that are attached to this node")
public class AgentsCommand extends MptcpCommand {
    @Override
    protected View view() {
        return new AgentsView(get(AgentService.class), get(MptcpConnectionService.class));
    }
}
