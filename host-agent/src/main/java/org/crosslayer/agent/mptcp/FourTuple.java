// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import java.util.Objects;

/** Both ends of a TCP flow as this host sees them. */
public record FourTuple(SocketEndpoint local, SocketEndpoint remote) {
    public FourTuple {
        Objects.requireNonNull(local, "local");
        Objects.requireNonNull(remote, "remote");
    }

    // Written out in the records that are keys: what Java makes of a record is put together at run time from a hundred
    // method handles, which stay in memory.
    @Override
    public boolean equals(Object other) {
        return other instanceof FourTuple that && local.equals(that.local) && remote.equals(that.remote);
    }

    @Override
    public int hashCode() {
        return 31 * local.hashCode() + remote.hashCode();
    }

    /** {@code 10.0.0.1:12000 > 10.0.0.2:80}. */
    @Override
    public String toString() {
        return local + " > " + remote;
    }
}
