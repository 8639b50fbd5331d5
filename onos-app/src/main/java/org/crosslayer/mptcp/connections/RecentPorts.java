// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.connections;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Remembers which source ports of one host were in use until lately. The kernel keeps them for a minute after a
 * subflow's end (TIME_WAIT), if this host was the first to close; it refuses them meanwhile.
 */
final class RecentPorts {
    /**
     * TCP_TIMEWAIT_LEN of Linux is 60 s, but TIME_WAIT begins with the last FIN, some round trips or retransmissions
     * after the path manager has told the subflow's end; and its timer runs on ticks that may be late.
     */
    static final long HOLD_NANOS = TimeUnit.SECONDS.toNanos(70);
    private static final int PRUNE_EVERY = 1024;

    /** When a port was in use last. */
    private final ConcurrentMap<Integer, Long> releases = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final LongSupplier nanoTime;

    RecentPorts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void released(int port) {
        long now = nanoTime.getAsLong();
        releases.put(port, now);
        if (count.incrementAndGet() % PRUNE_EVERY == 0) {
            releases.values().removeIf(then -> now - then > HOLD_NANOS);
        }
    }

    /** Whether a port may still be held. */
    boolean recent(int port) {
        Long then = releases.get(port);
        return then != null && nanoTime.getAsLong() - then <= HOLD_NANOS;
    }
}
