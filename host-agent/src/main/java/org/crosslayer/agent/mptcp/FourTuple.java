// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import java.util.Objects;

/** Both ends of a TCP flow as this host sees them. */
public record FourTuple(SocketEndpoint local, SocketEndpoint remote) {
    public FourTuple {
        Objects.requireNonNull(local, "local");
        Objects.requireNonNull(remote, "remote");
    }

    /** {@code 10.0.0.1:12000 > 10.0.0.2:80}. */
    @Override
    public String toString() {
        return local + " > " + remote;
    }
}
