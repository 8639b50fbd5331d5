// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.metrics;

import java.util.ArrayList;
import java.util.List;

/** Counts durations by size. Thread-safe. */
public final class Histogram {
    private static final double NANOS = 1e9;
    /** Seconds: around the millisecond that a plan takes to be carried out. */
    private static final double[] LIMITS =
        {1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1, 0.25, 1, 10};

    /**
     * What was counted.
     *
     * @param upTo upper limits in seconds
     * @param cumulative how many are no longer than each
     * @param sum in seconds
     */
    record State(List<Double> upTo, List<Long> cumulative, long count, double sum) {
    }

    private final long[] counts = new long[LIMITS.length + 1];
    private long sumNanos;

    /** Counts one. */
    public synchronized void observe(long nanos) {
        int bucket = 0;
        while (bucket < LIMITS.length && nanos / NANOS > LIMITS[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        sumNanos += nanos;
    }

    synchronized State state() {
        List<Double> upTo = new ArrayList<>(LIMITS.length);
        List<Long> cumulative = new ArrayList<>(LIMITS.length);
        long count = 0;
        for (int i = 0; i < LIMITS.length; i++) {
            count += counts[i];
            upTo.add(LIMITS[i]);
            cumulative.add(count);
        }
        return new State(upTo, cumulative, count + counts[LIMITS.length], sumNanos / NANOS);
    }
}
