// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.MptcpConnection;

/**
 * Which reports are of one connection: both its hosts may have agents. One end is accounted: the end that opened it,
 * whose agent is planned for, or the other where that has no agent. Safe from any thread.
 */
final class ConnectionEnds {
    /** The initial subflow in the direction of its SYN names a connection. */
    private final Map<ConnectionKey, FiveTuple> flows = new HashMap<>();
    private final Map<FiveTuple, ConnectionKey> openers = new HashMap<>();
    private final Map<FiveTuple, ConnectionKey> others = new HashMap<>();
    private final Map<AgentId, Set<ConnectionKey>> agents = new HashMap<>();

    static FiveTuple flow(MptcpConnection connection) {
        FiveTuple outbound = Flows.outbound(connection.initial());
        return connection.serverSide() ? outbound.reversed() : outbound;
    }

    synchronized void enter(MptcpConnection connection) {
        ConnectionKey key = connection.key();
        FiveTuple flow = flow(connection);
        if (!flow.equals(flows.get(key))) {
            leave(key);
            flows.put(key, flow);
            agents.computeIfAbsent(key.agent(), id -> new HashSet<>()).add(key);
        }
        (connection.serverSide() ? others : openers).put(flow, key);
    }

    /** Forgets one end. */
    synchronized void leave(ConnectionKey key) {
        FiveTuple flow = flows.remove(key);
        if (flow != null) {
            openers.remove(flow, key);
            others.remove(flow, key);
            agents.computeIfPresent(key.agent(), (id, keys) -> keys.remove(key) && keys.isEmpty() ? null : keys);
        }
    }

    /** The end that is accounted for this one: itself, its peer, or null if it is not known. */
    synchronized ConnectionKey accounted(ConnectionKey key) {
        FiveTuple flow = flows.get(key);
        return flow == null ? null : openers.getOrDefault(flow, others.get(flow));
    }

    /** The other end of a connection, or null. */
    synchronized ConnectionKey peer(ConnectionKey key) {
        FiveTuple flow = flows.get(key);
        ConnectionKey opener = openers.get(flow);
        return key.equals(opener) ? others.get(flow) : opener;
    }

    /** Number of ends that are known. */
    synchronized int size() {
        return flows.size();
    }

    /** All ends that an agent has told of. */
    synchronized List<ConnectionKey> of(AgentId agent) {
        return List.copyOf(agents.getOrDefault(agent, Set.of()));
    }

    /** The accounted ends. */
    synchronized List<ConnectionKey> accounted() {
        List<ConnectionKey> keys = new ArrayList<>(openers.values());
        others.forEach((flow, key) -> {
            if (!openers.containsKey(flow)) {
                keys.add(key);
            }
        });
        return keys;
    }
}
