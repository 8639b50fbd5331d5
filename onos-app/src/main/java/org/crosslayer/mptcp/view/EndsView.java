// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import org.crosslayer.mptcp.FourTuple;

/** Both ends of a TCP flow as the agent's host sees them. */
public final class EndsView {
    public final String localAddress;
    public final int localPort;
    public final String remoteAddress;
    public final int remotePort;

    EndsView(FourTuple tuple) {
        this.localAddress = tuple.localAddress().toString();
        this.localPort = tuple.localPort();
        this.remoteAddress = tuple.remoteAddress().toString();
        this.remotePort = tuple.remotePort();
    }
}
