// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import java.util.Objects;

/**
 * An own address as the path manager keeps it: an endpoint of the in-kernel path manager, or an entry that a
 * command has put on one connection.
 *
 * @param endpoint the port is 0 unless one was given
 * @param id address id, 0 if not (yet) given
 * @param flags union of the {@code FLAG_} constants
 * @param interfaceIndex 0 if none
 */
public record LocalAddress(SocketEndpoint endpoint, int id, int flags, int interfaceIndex) {
    /** Announce it to peers (ADD_ADDR). */
    public static final int FLAG_SIGNAL = 1;
    /** Open subflows from it. */
    public static final int FLAG_SUBFLOW = 1 << 1;
    /** Subflows from it are for backup. */
    public static final int FLAG_BACKUP = 1 << 2;
    /** In-kernel path manager: open subflows from it to every address of the peer. */
    public static final int FLAG_FULLMESH = 1 << 3;
    /** Set by the kernel: it came into use unasked. */
    public static final int FLAG_IMPLICIT = 1 << 4;
    /** In-kernel path manager since 6.18: use it only to answer announcements of the peer. */
    public static final int FLAG_LAMINAR = 1 << 5;

    public LocalAddress {
        Objects.requireNonNull(endpoint, "endpoint");
        if (id < 0 || id > 255) {
            throw new IllegalArgumentException("address id " + id + " is not in 0..255");
        }
    }
}
