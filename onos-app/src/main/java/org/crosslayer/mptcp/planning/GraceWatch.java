// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.crosslayer.mptcp.ConnectionKey;

/**
 * Connections that a standing plan gives their subflows, for as long as that may take. Safe from any thread.
 */
final class GraceWatch {
    /** Until when, of the monotonic clock. */
    private final ConcurrentMap<ConnectionKey, Long> waiting = new ConcurrentHashMap<>();

    /** Leaves a connection to its standing plan until then. */
    void begin(ConnectionKey key, long untilNanos) {
        waiting.putIfAbsent(key, untilNanos);
    }

    boolean waits(ConnectionKey key) {
        return waiting.containsKey(key);
    }

    void forget(ConnectionKey key) {
        waiting.remove(key);
    }

    /** Takes out those whose time is over. */
    List<ConnectionKey> over(long nowNanos) {
        List<ConnectionKey> over = new ArrayList<>();
        waiting.forEach((key, until) -> {
            if (nowNanos - until >= 0 && waiting.remove(key, until)) {
                over.add(key);
            }
        });
        return over;
    }
}
