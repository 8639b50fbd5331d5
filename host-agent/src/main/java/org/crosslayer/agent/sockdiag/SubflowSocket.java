// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.sockdiag;

import org.crosslayer.agent.mptcp.FourTuple;

/**
 * The TCP socket of a subflow.
 *
 * @param interfaceIndex interface that it is bound to, 0 if none
 * @param localToken token of the connection at this host: the key into the connections
 * @param remoteToken token of the connection at the peer, 0 if not known (yet)
 * @param localId address ids, 0..255
 * @param flags union of the {@code FLAG_} constants
 * @param sendQueue bytes not yet acknowledged by the peer
 * @param receiveQueue bytes not yet taken by the MPTCP socket
 */
public record SubflowSocket(FourTuple tuple, SocketState state, int interfaceIndex, int localToken, int remoteToken,
                            int localId, int remoteId, int flags, long sendQueue, long receiveQueue, TcpInfo tcp) {
    /** The peer sent MP_CAPABLE. */
    public static final int FLAG_CAPABLE_REMOTE = 1;
    /** This host sent MP_CAPABLE. */
    public static final int FLAG_CAPABLE_LOCAL = 1 << 1;
    /** The peer sent MP_JOIN. */
    public static final int FLAG_JOIN_REMOTE = 1 << 2;
    /** This host sent MP_JOIN. */
    public static final int FLAG_JOIN_LOCAL = 1 << 3;
    /** The peer wants it for backup. */
    public static final int FLAG_BACKUP_REMOTE = 1 << 4;
    /** This host wants it for backup. */
    public static final int FLAG_BACKUP_LOCAL = 1 << 5;
    public static final int FLAG_FULLY_ESTABLISHED = 1 << 6;
    public static final int FLAG_CONNECTED = 1 << 7;
    public static final int FLAG_MAP_VALID = 1 << 8;

    /** The first subflow of its connection: it began with MP_CAPABLE, not MP_JOIN. */
    public boolean isInitial() {
        return (flags & (FLAG_JOIN_REMOTE | FLAG_JOIN_LOCAL)) == 0;
    }

    /** For backup by the wish of either side. */
    public boolean isBackup() {
        return (flags & (FLAG_BACKUP_REMOTE | FLAG_BACKUP_LOCAL)) != 0;
    }

    public boolean isFullyEstablished() {
        return (flags & FLAG_FULLY_ESTABLISHED) != 0;
    }
}
