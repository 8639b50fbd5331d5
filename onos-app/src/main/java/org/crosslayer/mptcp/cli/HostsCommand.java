// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists hosts. */
@Service
@Command(scope = "onos", name = "mptcp-hosts",
    description = "Lists the hosts of the network that plans are made with, and their agents")
public class HostsCommand extends ListCommand {
    @Override
    protected View view() {
        return new Listing<>("hosts", views().hosts(query()), FabricText::host, nothing("No host is known"));
    }
}
