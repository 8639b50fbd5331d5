// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.connections;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.MptcpConnection;

/**
 * The writing side of the connections. Reports of one agent come one after the other, but plans are entered from
 * other threads: every method is atomic for one connection, none waits.
 */
public interface ConnectionRegistry {

    /** Most connections that are kept of one agent; more are not served. */
    int MOST_CONNECTIONS = 1 << 17;

    /**
     * Replaces all connections of an agent. Those that are still there keep their plans.
     *
     * @param agent       agent
     * @param connections what its snapshot lists
     * @return the connections as they are now, in the order of the snapshot
     */
    List<MptcpConnection> replace(AgentId agent, Collection<MptcpConnection> connections);

    /**
     * Enters a reported connection. A second report replaces the first but for the plan, unless the token was given
     * to another connection in the meantime.
     *
     * @param reported what the agent knows
     * @return the connection as it is now
     */
    MptcpConnection report(MptcpConnection reported);

    /**
     * Changes a connection.
     *
     * @param key    its name
     * @param change given what is known, returns what is to be known; the same object if nothing is to change
     * @return the connection as it is now; empty, and the change not made, if it is not known
     */
    Optional<MptcpConnection> update(ConnectionKey key, UnaryOperator<MptcpConnection> change);

    /**
     * Enters what an agent has measured. What is not of this connection's subflows, or cannot be true, is left out.
     * Listeners are not told.
     *
     * @param key     name of the connection
     * @param reading counters
     * @return true if there are new statistics; false if the connection is not known or the reading has nothing new
     */
    boolean measured(ConnectionKey key, ConnectionReading reading);

    /**
     * Whether a connection is one more than is kept of one agent.
     *
     * @param key its name
     * @return true if it is not known and as many as are kept are
     */
    boolean tooMany(ConnectionKey key);

    /**
     * Forgets a connection, if it is known.
     *
     * @param key its name
     */
    void remove(ConnectionKey key);

    /**
     * Forgets all connections of an agent.
     *
     * @param agent agent
     */
    void removeAll(AgentId agent);

    /**
     * Says which source ports of a host are taken by subflows, established or asked for.
     *
     * @param agent agent of the host
     * @return live view, to be called from any thread
     */
    IntPredicate sourcePortsInUse(AgentId agent);

    /**
     * Says which source ports of a host were taken until lately, and are perhaps not free for the kernel yet.
     *
     * @param agent agent of the host
     * @return live view, to be called from any thread
     */
    IntPredicate sourcePortsRecentlyUsed(AgentId agent);

    /**
     * Notes that the kernel of a host has refused source ports as in use: they count as recently used.
     *
     * @param agent agent of the host
     * @param ports source ports
     */
    void sourcePortsRefused(AgentId agent, Collection<Integer> ports);
}
