// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/**
 * Keeps one agent from taking the time of all: its messages may take a fifth of a thread's time. Who needs more has
 * its next message read later; nothing is lost, the transport makes the agent wait. What a report costs depends on its
 * kind and on the network, so processor time is counted and not reports. One message after the other.
 */
final class HandlingShare {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double SHARE = 0.2;
    /** What an agent may take at once, after a while of silence: a large snapshot or a storm of events. */
    private static final long BURST_NANOS = 1_000_000_000;

    private final LongSupplier wallTime;
    private final LongSupplier threadTime;
    private double credit = BURST_NANOS;
    private long before;

    HandlingShare() {
        this(System::nanoTime, THREADS.isCurrentThreadCpuTimeSupported() ? THREADS::getCurrentThreadCpuTime
            : System::nanoTime);
    }

    /** With clocks of a test, in nanoseconds. */
    HandlingShare(LongSupplier wallTime, LongSupplier threadTime) {
        this.wallTime = wallTime;
        this.threadTime = threadTime;
        this.before = wallTime.getAsLong();
    }

    /** The handling of a message begins, in this thread. */
    long begin() {
        return threadTime.getAsLong();
    }

    /**
     * Charges the handling of a message, which ends now in the same thread.
     *
     * @param begin what {@link #begin} gave
     * @return nanoseconds until the next message may be read; 0: at once
     */
    long charge(long begin) {
        long now = wallTime.getAsLong();
        credit = Math.min(BURST_NANOS, credit + SHARE * (now - before)) - (threadTime.getAsLong() - begin);
        before = now;
        return credit >= 0 ? 0 : (long) (-credit / SHARE);
    }
}
