// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.connections;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.MptcpConnection;

/** The connections of one host, by token, and the source ports that they use. Safe from any thread. */
final class HostConnections {
    private final ConcurrentMap<ConnectionToken, MptcpConnection> byToken = new ConcurrentHashMap<>();
    /** Only of connections that are in the map above; changed with their entry there only. */
    private final ConcurrentMap<ConnectionToken, Readings> readings = new ConcurrentHashMap<>();
    private final PortUsage ports = new PortUsage();

    Collection<MptcpConnection> all() {
        return Collections.unmodifiableCollection(byToken.values());
    }

    int size() {
        return byToken.size();
    }

    Optional<MptcpConnection> get(ConnectionToken token) {
        return Optional.ofNullable(byToken.get(token));
    }

    Optional<ConnectionStatistics> statistics(ConnectionToken token) {
        return Optional.ofNullable(readings.get(token)).map(Readings::statistics);
    }

    /** Enters a reading; false if it brings nothing. */
    boolean measured(ConnectionToken token, ConnectionReading reading) {
        boolean[] entered = new boolean[1];
        byToken.computeIfPresent(token, (key, connection) -> {
            Readings before = readings.get(token);
            Readings after = Readings.next(before, connection, reading);
            if (after != before) {
                readings.put(token, after);
                entered[0] = true;
            }
            return connection;
        });
        return entered[0];
    }

    boolean portInUse(int port) {
        return ports.inUse(port);
    }

    boolean portRecentlyUsed(int port) {
        return ports.recentlyUsed(port);
    }

    void portRefused(int port) {
        ports.refused(port);
    }

    /**
     * Puts, changes or removes a connection.
     *
     * @param change given what is known or null, returns what is to be known or null; must not use this object
     * @return what is known now, or null
     */
    MptcpConnection compute(ConnectionToken token, UnaryOperator<MptcpConnection> change) {
        return byToken.compute(token, (key, before) -> {
            MptcpConnection after = change.apply(before);
            if (after == before) {
                return before;
            }
            if (after != null) {
                ports.take(after);
            }
            if (before != null) {
                ports.release(before);
                if (after == null || !after.initial().equals(before.initial())) {
                    readings.remove(token);
                }
            }
            return after;
        });
    }
}
