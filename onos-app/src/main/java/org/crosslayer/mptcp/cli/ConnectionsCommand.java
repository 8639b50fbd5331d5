// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists connections with their subflows and paths. */
@Service
@Command(scope = "onos", name = "mptcp-connections",
    description = "Lists the Multipath TCP connections that agents have reported, with their subflows and paths")
public class ConnectionsCommand extends ConnectionListCommand {
    @Option(name = "-b", aliases = "--brief", description = "One line for each, without subflows")
    private boolean brief;

    @Override
    protected View view() {
        return new Listing<>("connections", views().connections(query(), brief),
            brief ? ConnectionText::brief : ConnectionText::lines, none("connection"));
    }
}
