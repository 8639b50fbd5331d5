// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.standing;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The source ports of one local address that standing plans have for themselves: while the plan stands, and after it
 * for as long as its last subflows may hold them (TIME_WAIT). Asked from any thread, changed by one.
 */
public final class PortLeases {

    /** Of ports that are held by a plan. */
    private static final long STANDING = Long.MAX_VALUE;

    private final long holdNanos;
    /** Until when, of the monotonic clock, or STANDING. */
    private final ConcurrentMap<Integer, Long> until = new ConcurrentHashMap<>();

    /**
     * No leases.
     *
     * @param holdNanos how long ports are kept after their plan
     */
    public PortLeases(long holdNanos) {
        this.holdNanos = holdNanos;
    }

    /**
     * Whether nobody else may use a port.
     *
     * @param port  source port
     * @param nanos time
     * @return true if a plan has it, or had it lately
     */
    public boolean leased(int port, long nanos) {
        Long end = until.get(port);
        return end != null && (end == STANDING || end - nanos > 0);
    }

    /**
     * Replaces the ports of one plan by those of the next.
     *
     * @param before ports of the plan that is withdrawn
     * @param after  ports of the plan that takes its place
     * @param nanos  time
     */
    public void replace(int[] before, int[] after, long nanos) {
        Set<Integer> kept = new HashSet<>();
        for (int port : after) {
            kept.add(port);
            until.put(port, STANDING);
        }
        for (int port : before) {
            if (!kept.contains(port)) {
                until.put(port, nanos + holdNanos);
            }
        }
    }

    /**
     * Forgets leases that have ended.
     *
     * @param nanos time
     */
    public void prune(long nanos) {
        Collection<Long> ends = until.values();
        ends.removeIf(end -> end != STANDING && end - nanos <= 0);
    }

    /**
     * Number of ports that are remembered.
     *
     * @return 0 or more
     */
    public int size() {
        return until.size();
    }
}
