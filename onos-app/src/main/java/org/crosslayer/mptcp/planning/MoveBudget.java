// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.function.LongSupplier;

/** Bounds how many subflows are moved: so many in every second, saved up for one second at most. */
final class MoveBudget {
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoTime;
    private double saved;
    private long then;

    MoveBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.then = nanoTime.getAsLong();
    }

    /** Moves that may be made now. */
    synchronized int available(int perSecond) {
        long now = nanoTime.getAsLong();
        saved = Math.min(perSecond, saved + (now - then) / NANOS_PER_SECOND * perSecond);
        then = now;
        return (int) saved;
    }

    synchronized void spend(int moves) {
        saved -= moves;
    }
}
