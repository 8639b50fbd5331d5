// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows the nodes of the cluster, whose agents are where, and what the other nodes' agents put on links. */
@Service
@Command(scope = "onos", name = "mptcp-cluster",
    description = "Shows which node serves which agent, and the load that other nodes' agents put on links")
public class ClusterCommand extends MptcpCommand {
    @Override
    protected View view() {
        return new Single<>(views().cluster(), LoadText::cluster);
    }
}
