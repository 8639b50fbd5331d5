// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.subflows;

/** A token bucket of one second's worth: so many subflows a second whatever a controller asks for. Thread-safe. */
public final class RateLimit {
    private static final double NANOS = 1e9;

    private final int perSecond;
    private double available;
    private long lastNanos;

    public RateLimit(int perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.available = perSecond;
        this.lastNanos = nowNanos;
    }

    /** Takes one if there is one. */
    public synchronized boolean take(long nowNanos) {
        available = Math.min(perSecond, available + (nowNanos - lastNanos) / NANOS * perSecond);
        lastNanos = nowNanos;
        if (available < 1) {
            return false;
        }
        available--;
        return true;
    }

    public int perSecond() {
        return perSecond;
    }
}
