// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times between attempts: doubled from the first to the last, each a random half to whole of its nominal
 * value, so that the agents of a restarted controller do not come back all at once. Used by one thread.
 */
final class Backoff {
    private final long firstMillis;
    private final long lastMillis;
    private final RandomGenerator random;
    private long nextMillis;

    Backoff(Duration first, Duration last, RandomGenerator random) {
        this.firstMillis = first.toMillis();
        this.lastMillis = last.toMillis();
        this.random = random;
        this.nextMillis = firstMillis;
    }

    Duration next() {
        long nominal = nextMillis;
        nextMillis = Math.min(lastMillis, nominal * 2);
        return Duration.ofMillis(nominal / 2 + random.nextLong(nominal - nominal / 2 + 1));
    }

    void reset() {
        nextMillis = firstMillis;
    }
}
