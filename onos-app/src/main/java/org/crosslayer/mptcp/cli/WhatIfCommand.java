// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;

/** The plan for a connection that is not there. */
@Service
@Command(scope = "onos", name = "mptcp-whatif",
    description = "Shows what a connection would get that begins with a TCP flow, and why; nothing is opened")
public class WhatIfCommand extends MptcpCommand {
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

    @Override
    protected View view() {
        Address from = address(source);
        Address to = address(destination);
        sameFamily(from, to);
        FiveTuple flow = FiveTuple.tcp(from, transportPort(sourcePort), to, transportPort(destinationPort));
        return new Single<>(views().whatIf(flow), WhatIfText::lines);
    }
}
