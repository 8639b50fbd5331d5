// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * How late this process's own threads get to run: the machine's other threads and this JVM's stops. A thread sleeps
 * for a millisecond again and again; what it oversleeps, every plan that comes just then waits, too.
 */
final class Stalls implements AutoCloseable {
    private static final long SLEEP_NANOS = 1_000_000;
    private static final int DIGITS = 3;

    private final Recorder late = new Recorder(DIGITS);
    private final Thread thread = new Thread(this::watch, "stalls");
    private volatile boolean stopped;

    Stalls() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!stopped) {
            long begin = System.nanoTime();
            LockSupport.parkNanos(SLEEP_NANOS);
            // A long stall counts for all the moments at which something could have come, and not once.
            late.recordValueWithExpectedInterval(Math.max(0, System.nanoTime() - begin - SLEEP_NANOS), SLEEP_NANOS);
        }
    }

    /** Nanoseconds by which a thread was late at any moment since the last call. */
    Histogram taken() {
        return late.getIntervalHistogram();
    }

    @Override
    public void close() {
        stopped = true;
    }
}
