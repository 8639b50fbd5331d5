// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import java.util.concurrent.TimeUnit;

/**
 * How often agents are to read counters. Most of what they tell are readings, which can come less often; reports of
 * connections cannot. While the endpoint's threads do not keep up, the time between readings is doubled again and
 * again; when they have kept up for long, it is halved. Where that was too early, it is tried again later and later.
 * To be asked every second.
 */
final class TelemetryPace {
    static final int MOST_STRETCH = 64;
    /** Threads that need so long to get to something new do not keep up. */
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long WELL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** So few readings in a second are not what keeps the threads: handshakes of thousands of agents are, say. */
    private static final long LEAST_READINGS = 2000;
    /** Seconds until agents read less often and what has piled up is done with. */
    private static final int SETTLE_SECONDS = 4;
    private static final int FIRST_CALM_SECONDS = 30;
    private static final int LAST_CALM_SECONDS = 1920;

    private int stretch = 1;
    private int settling;
    private int calm;
    private int calmNeeded = FIRST_CALM_SECONDS;
    /** Whether the last change was for more readings, and has not proven itself yet. */
    private boolean tried;

    /**
     * Another second is over.
     *
     * @param lagNanos how long something new has to wait for the endpoint's threads
     * @param readings of subflows that have come in this second
     * @return so many times the interval of the policy is to be between readings
     */
    int next(long lagNanos, long readings) {
        settling = Math.max(0, settling - 1);
        calm = lagNanos < WELL_NANOS ? calm + 1 : 0;
        if (lagNanos >= LATE_NANOS) {
            if (readings >= LEAST_READINGS) {
                late();
            }
        } else if (calm >= calmNeeded) {
            calm = 0;
            if (tried || stretch == 1) {
                calmNeeded = FIRST_CALM_SECONDS;
            }
            tried = stretch > 1;
            stretch = Math.max(1, stretch / 2);
        }
        return stretch;
    }

    private void late() {
        if (settling == 0 && stretch < MOST_STRETCH) {
            stretch *= 2;
            settling = SETTLE_SECONDS;
            if (tried) {
                calmNeeded = Math.min(LAST_CALM_SECONDS, 2 * calmNeeded);
                tried = false;
            }
        }
    }
}
