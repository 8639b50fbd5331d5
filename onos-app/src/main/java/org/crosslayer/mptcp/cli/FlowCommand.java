// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;

/** A command about one TCP flow. */
abstract class FlowCommand extends MptcpCommand {
    @Argument(name = "src", description = "Source IP address", required = true)
    @Completion(HostAddressCompleter.class)
    private String source;

    @Argument(index = 1, name = "sport", description = "Source port", required = true)
    private String sourcePort;

    @Argument(index = 2, name = "dst", description = "Destination IP address", required = true)
    @Completion(HostAddressCompleter.class)
    private String destination;

    @Argument(index = 3, name = "dport", description = "Destination port", required = true)
    private String destinationPort;

    /** The flow that was typed; refuses what is none. */
    final FiveTuple flow() {
        Address from = address(source);
        Address to = address(destination);
        sameFamily(from, to);
        return FiveTuple.tcp(from, transportPort(sourcePort), to, transportPort(destinationPort));
    }
}
