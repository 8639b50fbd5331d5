// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.sockdiag;

import java.util.List;
import java.util.Optional;
import org.crosslayer.agent.mptcp.FourTuple;

/**
 * An MPTCP connection with its subflows.
 *
 * @param tuple addresses and ports of the MPTCP socket: the initial subflow's, also after that one is gone
 * @param token see {@code ConnectionToken}
 * @param inode of the socket: /proc/PID/fd leads from it to the process; 0 if no process holds it any more
 * @param userId owner
 * @param subflows in the kernel's order; a listing is no snapshot in time, so one may be missing that just came up
 */
public record MptcpSocket(FourTuple tuple, SocketState state, int token, long inode, int userId, MptcpInfo info,
                          List<SubflowSocket> subflows) {
    public MptcpSocket {
        subflows = List.copyOf(subflows);
    }

    MptcpSocket withSubflows(List<SubflowSocket> found) {
        return new MptcpSocket(tuple, state, token, inode, userId, info, found);
    }

    /**
     * Whether this host accepted the connection: told by who sent which options of the first handshake; empty when the
     * initial subflow is gone or the kernel does not tell.
     */
    public Optional<Boolean> serverSide() {
        for (SubflowSocket subflow : subflows) {
            if (subflow.isInitial()) {
                return Optional.of((subflow.flags() & SubflowSocket.FLAG_CAPABLE_LOCAL) == 0);
            }
        }
        return Optional.empty();
    }

    /**
     * Bytes that the application has written and that are on no subflow's way yet; those that wait at the peer for
     * earlier ones count too.
     */
    public long backlogBytes() {
        long outstanding = info.writeSequence() - info.sendUnacknowledged();
        for (SubflowSocket subflow : subflows) {
            outstanding -= subflow.tcp().bytesInFlight();
        }
        return Math.max(0, outstanding);
    }
}
