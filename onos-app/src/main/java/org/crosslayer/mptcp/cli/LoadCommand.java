// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows what all connections together take: load of links, source ports, plans without an answer. */
@Service
@Command(scope = "onos", name = "mptcp-load",
    description = "Shows the load that is planned on links, and what else is kept for connections")
public class LoadCommand extends MptcpCommand {
    @Override
    protected View view() {
        return new Single<>(views().load(), LoadText::load);
    }
}
