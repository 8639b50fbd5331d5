// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.crosslayer.ecmp.Address;

/** Lists the paths between two hosts. */
@Service
@Command(scope = "onos", name = "mptcp-paths",
    description = "Lists the paths that packets between two hosts can take, in both directions")
public class PathsCommand extends MptcpCommand {
    @Argument(name = "src", description = "IP address of one host", required = true)
    @Completion(HostAddressCompleter.class)
    private String source;

    @Argument(index = 1, name = "dst", description = "IP address of the other host", required = true)
    @Completion(HostAddressCompleter.class)
    private String destination;

    @Override
    protected View view() {
        Address from = address(source);
        Address to = address(destination);
        sameFamily(from, to);
        return new Single<>(views().paths(from, to), PathText::paths);
    }
}
