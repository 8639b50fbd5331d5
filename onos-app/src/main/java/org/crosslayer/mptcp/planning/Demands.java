// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionStatistics;

/**
 * The demands of connections, slow to change: what is measured counts once two readings in a row say about the same,
 * so that a moment's burst or pause moves nothing. Safe from any thread; readings of one connection come in turn.
 */
final class Demands {
    /** Rates are differences of two readings. */
    private static final int FIRST_RATE = 2;

    private final ConcurrentMap<ConnectionKey, Demand> current = new ConcurrentHashMap<>();
    /** What the last reading said, where it differs from the current demand. */
    private final ConcurrentMap<ConnectionKey, Demand> candidates = new ConcurrentHashMap<>();

    Demand of(ConnectionKey key) {
        return current.getOrDefault(key, Demand.UNKNOWN);
    }

    /**
     * Takes one reading.
     *
     * @param key    the end of the connection that is accounted
     * @param opener measured by the host that opened the connection, or null
     * @param other  measured by the other host, or null
     * @return true if the demand is another now
     */
    boolean measured(ConnectionKey key, ConnectionStatistics opener, ConnectionStatistics other) {
        ConnectionStatistics one = rated(opener);
        ConnectionStatistics two = rated(other);
        if (one == null && two == null) {
            return false;
        }
        Demand before = of(key);
        Demand seen = Demand.measured(before, one, two);
        if (seen.near(before)) {
            candidates.remove(key);
            return false;
        }
        Demand candidate = candidates.put(key, seen);
        if (candidate == null || !candidate.near(seen)) {
            return false;
        }
        candidates.remove(key);
        current.put(key, seen);
        return true;
    }

    private static ConnectionStatistics rated(ConnectionStatistics statistics) {
        return statistics == null || statistics.readings() < FIRST_RATE ? null : statistics;
    }

    void forget(ConnectionKey key) {
        current.remove(key);
        candidates.remove(key);
    }

    /** Number of connections that something is kept of. */
    int size() {
        return current.size() + candidates.size();
    }
}
