// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import java.util.Objects;
import org.crosslayer.agent.mptcp.SocketEndpoint;

/** An address that the peer has announced; port 0 is the initial subflow's. */
public record AnnouncedAddress(int remoteId, SocketEndpoint address) {
    public AnnouncedAddress {
        Objects.requireNonNull(address, "address");
    }
}
