// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.SocketState;
import org.crosslayer.agent.sockdiag.SubflowSocket;

/**
 * Makes the table agree with a listing of the kernel's sockets. What is known beyond the listing stays: which address
 * ids have been used, when a connection began, which addresses the peer has announced.
 */
public final class TableRebuild {
    private TableRebuild() {
    }

    /**
     * Applies a listing.
     *
     * @param sockets all MPTCP sockets
     * @param nanos time of the listing
     */
    public static void apply(ConnectionTable table, List<MptcpSocket> sockets, long nanos) {
        synchronized (table) {
            ConnectionObserver told = table.swapObserver(new NoObserver());
            try {
                dropTheGone(table, sockets, nanos);
                for (MptcpSocket socket : sockets) {
                    if (isConnection(socket)) {
                        take(table, socket, nanos);
                    }
                }
            } finally {
                table.swapObserver(told);
            }
            told.resynced(nanos);
        }
    }

    private static void dropTheGone(ConnectionTable table, List<MptcpSocket> sockets, long nanos) {
        Set<Integer> there = new HashSet<>();
        for (MptcpSocket socket : sockets) {
            if (isConnection(socket)) {
                there.add(socket.token());
            }
        }
        List<MptcpConnection> known = new ArrayList<>(table.connections());
        for (MptcpConnection connection : known) {
            if (!there.contains(connection.token())) {
                table.close(connection.token(), nanos);
            }
        }
    }

    private static boolean isConnection(MptcpSocket socket) {
        // A token of 0: a socket before its handshake, or a process without CAP_NET_ADMIN.
        return socket.token() != 0 && !socket.info().isFallback() && isUp(socket.state());
    }

    private static void take(ConnectionTable table, MptcpSocket socket, long nanos) {
        MptcpConnection connection =
            table.add(socket.token(), socket.tuple(), socket.serverSide().orElse(false), false);
        if (connection == null) {
            return;
        }
        connection.clearSubflows();
        for (SubflowSocket subflow : socket.subflows()) {
            if (subflow.state() == SocketState.SYN_SENT) {
                connection.ids().seen(subflow.tuple().local(), subflow.localId());
                connection.addPending(subflow.localId());
            } else if (isUp(subflow.state())) {
                connection.wantBackup(subflow.localId(), (subflow.flags() & SubflowSocket.FLAG_BACKUP_LOCAL) != 0);
                connection.putSubflow(new Subflow(subflow.tuple(), subflow.localId(), subflow.remoteId(),
                    subflow.isBackup()));
            }
        }
        if (!connection.isEstablished() && isFullyEstablished(socket)) {
            table.establish(connection, nanos, false);
        }
    }

    private static boolean isUp(SocketState state) {
        return switch (state) {
            case ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK -> true;
            default -> false;
        };
    }

    /** Further subflows can only be had once the connection is; the initial one tells of itself. */
    private static boolean isFullyEstablished(MptcpSocket socket) {
        for (SubflowSocket subflow : socket.subflows()) {
            if (!subflow.isInitial() || subflow.isFullyEstablished()) {
                return true;
            }
        }
        return socket.subflows().isEmpty() && socket.info().isRemoteKeyReceived();
    }
}
