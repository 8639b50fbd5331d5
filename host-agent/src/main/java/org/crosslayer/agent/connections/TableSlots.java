// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import java.util.OptionalInt;
import org.crosslayer.agent.mptcp.ConnectionToken;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.agent.subflows.OpenResult;
import org.crosslayer.agent.subflows.SlotRefused;
import org.crosslayer.agent.subflows.SubflowSlots;

/** The slots of the connections in the table. */
public final class TableSlots implements SubflowSlots {
    private final ConnectionTable table;
    private final int maxSubflows;

    /** @param maxSubflows most subflows of a connection, the initial one and those still coming up included */
    public TableSlots(ConnectionTable table, int maxSubflows) {
        this.table = table;
        this.maxSubflows = maxSubflows;
    }

    private MptcpConnection established(int token) throws SlotRefused {
        MptcpConnection connection = table.connection(token);
        if (connection == null) {
            throw new SlotRefused(OpenResult.Status.UNKNOWN_CONNECTION,
                "no connection with token " + ConnectionToken.format(token));
        }
        if (!connection.isEstablished()) {
            throw new SlotRefused(OpenResult.Status.NOT_ESTABLISHED, "the connection is not yet established");
        }
        return connection;
    }

    private static int given(int id) throws SlotRefused {
        if (id == AddressIds.NONE) {
            throw new SlotRefused(OpenResult.Status.REFUSED_BY_AGENT,
                "all 191 address ids that are the agent's have been used on the connection");
        }
        return id;
    }

    @Override
    public Slot claim(int token, SocketEndpoint local, boolean backup) throws SlotRefused {
        synchronized (table) {
            MptcpConnection connection = established(token);
            if (connection.subflowsAndPending() >= maxSubflows) {
                throw new SlotRefused(OpenResult.Status.REFUSED_BY_AGENT,
                    "the connection has max-subflows = " + maxSubflows + " subflows already");
            }
            int id = given(connection.ids().claim(local));
            connection.addPending(id);
            connection.wantBackup(id, backup);
            return new Slot(token, local, id);
        }
    }

    /** Returns if the connection is there and established. */
    public void check(int token) throws SlotRefused {
        synchronized (table) {
            established(token);
        }
    }

    /** Returns if the subflow may be closed: what would end the connection is not for controllers to ask for. */
    public void checkClosable(int token, FourTuple tuple) throws SlotRefused {
        synchronized (table) {
            MptcpConnection connection = established(token);
            if (connection.subflow(tuple) != null && connection.subflows().size() == 1) {
                throw new SlotRefused(OpenResult.Status.REFUSED_BY_AGENT,
                    "it is the only subflow: the connection would end");
            }
        }
    }

    /** The id to announce an own address with: the one that it has, or a new one. */
    public int claimAnnouncement(int token, SocketEndpoint address) throws SlotRefused {
        synchronized (table) {
            return given(established(token).ids().claimAnnouncement(address));
        }
    }

    /** The id that an own address was announced with; empty if it was not. */
    public OptionalInt announcement(int token, SocketEndpoint address) throws SlotRefused {
        synchronized (table) {
            int id = established(token).ids().of(address);
            return id == AddressIds.NONE ? OptionalInt.empty() : OptionalInt.of(id);
        }
    }

    /** Takes note of a subflow that this agent has made a backup, or no backup any more. */
    public void prioritySet(int token, FourTuple tuple, boolean backup) {
        table.prioritySet(token, tuple, backup, System.nanoTime());
    }

    @Override
    public void release(Slot slot) {
        synchronized (table) {
            MptcpConnection connection = table.connection(slot.token());
            if (connection != null) {
                connection.removePending(slot.addressId());
            }
        }
    }

    @Override
    public void mismatched(Slot slot) {
        synchronized (table) {
            MptcpConnection connection = table.connection(slot.token());
            if (connection != null) {
                connection.ids().refused(slot.local(), slot.addressId());
            }
        }
    }

    @Override
    public void learn(int token, SocketEndpoint local, int addressId) {
        synchronized (table) {
            MptcpConnection connection = table.connection(token);
            if (connection != null) {
                connection.ids().seen(local, addressId);
            }
        }
    }
}
