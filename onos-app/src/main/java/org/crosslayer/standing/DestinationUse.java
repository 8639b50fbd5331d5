// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.standing;

import java.util.Arrays;
import org.crosslayer.plan.DataDirection;

/**
 * How much a destination has been used lately: counted over a window that slides in two halves, the whole one before
 * and the one that has begun. Not safe for use by several threads at once.
 */
public final class DestinationUse {

    /** A direction is the data's if it carries so many times as much as the other. */
    private static final int PREDOMINANCE = 4;
    /** Less than that says nothing of a direction. */
    private static final long TELLING_BYTES = 10_000;

    private final long windowNanos;
    private long begin;
    private final long[] now = new long[4];
    private final long[] before = new long[4];
    private int alive;

    private static final int CONNECTIONS = 0;
    private static final int OUT = 1;
    private static final int IN = 2;
    private static final int MOST_ALIVE = 3;

    /**
     * Nothing yet.
     *
     * @param windowSeconds length of the window
     * @param nanos         time of the monotonic clock
     */
    public DestinationUse(int windowSeconds, long nanos) {
        windowNanos = windowSeconds * 1_000_000_000L;
        begin = nanos;
    }

    /**
     * A connection has come.
     *
     * @param nanos time
     */
    public void opened(long nanos) {
        slide(nanos);
        now[CONNECTIONS]++;
        alive++;
        now[MOST_ALIVE] = Math.max(now[MOST_ALIVE], alive);
    }

    /**
     * A connection has gone.
     *
     * @param nanos time
     */
    public void closed(long nanos) {
        slide(nanos);
        alive = Math.max(0, alive - 1);
    }

    /**
     * Bytes have been carried.
     *
     * @param out   sent by the host that opens connections
     * @param in    received by it
     * @param nanos time
     */
    public void carried(long out, long in, long nanos) {
        slide(nanos);
        now[OUT] += out;
        now[IN] += in;
    }

    private void slide(long nanos) {
        long windows = (nanos - begin) / windowNanos;
        if (windows <= 0) {
            return;
        }
        if (windows == 1) {
            System.arraycopy(now, 0, before, 0, now.length);
        } else {
            Arrays.fill(before, 0);
            before[MOST_ALIVE] = alive;
        }
        Arrays.fill(now, 0);
        now[MOST_ALIVE] = alive;
        begin += windows * windowNanos;
    }

    private double sum(int what, long nanos) {
        slide(nanos);
        double left = 1 - (double) (nanos - begin) / windowNanos;
        return now[what] + left * before[what];
    }

    /**
     * Connections that have come within the window.
     *
     * @param nanos time
     * @return number, the part of the half before that is still in the window taken for evenly spread
     */
    public double connections(long nanos) {
        return sum(CONNECTIONS, nanos);
    }

    /**
     * Bytes that were carried within the window.
     *
     * @param nanos time
     * @return both directions together
     */
    public double bytes(long nanos) {
        return sum(OUT, nanos) + sum(IN, nanos);
    }

    /**
     * Connections that are there.
     *
     * @return 0 or more
     */
    public int alive() {
        return alive;
    }

    /**
     * Source ports of one path that are expected to be busy at once: one for each connection that lives, and one for
     * each that has ended within the last minute.
     *
     * @param nanos          time
     * @param holdingSeconds how long a source port is busy after its connection
     * @return expected most, without reserve
     */
    public double busyPorts(long nanos, int holdingSeconds) {
        double rate = sum(CONNECTIONS, nanos) * 1e9 / windowNanos;
        return Math.max(now[MOST_ALIVE], before[MOST_ALIVE]) + rate * holdingSeconds;
    }

    /**
     * Which way the data goes.
     *
     * @param nanos time
     * @return {@link DataDirection#BOTH} if that is not clear
     */
    public DataDirection direction(long nanos) {
        double out = sum(OUT, nanos);
        double in = sum(IN, nanos);
        if (out + in < TELLING_BYTES) {
            return DataDirection.BOTH;
        }
        if (out >= PREDOMINANCE * in) {
            return DataDirection.OUTBOUND;
        }
        return in >= PREDOMINANCE * out ? DataDirection.INBOUND : DataDirection.BOTH;
    }
}
