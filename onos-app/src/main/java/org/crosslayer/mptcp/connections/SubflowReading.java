// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.connections;

import static java.util.Objects.requireNonNull;

import org.crosslayer.mptcp.FourTuple;

/** Counters of one subflow as an agent has read them, not judged yet. */
public final class SubflowReading {
    private final FourTuple tuple;
    private final long bytesSent;
    private final long bytesAcked;
    private final long bytesReceived;
    private final long retransmittedSegments;
    private final int rttMicros;
    private final int congestionWindow;

    /**
     * Makes a reading.
     *
     * @param tuple    ends of the subflow
     * @param counters bytes sent, bytes acknowledged (0: not told), bytes received and segments retransmitted since
     *                 the subflow was established
     * @param rttMicros        smoothed round-trip time
     * @param congestionWindow segments
     */
    public SubflowReading(FourTuple tuple, long[] counters, int rttMicros, int congestionWindow) {
        this.tuple = requireNonNull(tuple);
        this.bytesSent = counters[0];
        this.bytesAcked = counters[1];
        this.bytesReceived = counters[2];
        this.retransmittedSegments = counters[3];
        this.rttMicros = rttMicros;
        this.congestionWindow = congestionWindow;
    }

    FourTuple tuple() {
        return tuple;
    }

    /** What has left this host for good: acknowledged bytes, or, from agents that do not tell them, bytes sent. */
    long bytesOut() {
        return bytesAcked == 0 ? bytesSent : bytesAcked;
    }

    long bytesSent() {
        return bytesSent;
    }

    long bytesReceived() {
        return bytesReceived;
    }

    long retransmittedSegments() {
        return retransmittedSegments;
    }

    int rttMicros() {
        return rttMicros;
    }

    int congestionWindow() {
        return congestionWindow;
    }

    /** Whether the counters can be true: the wire has unsigned 64 bits, no host has ever counted beyond 63. */
    boolean plausible() {
        return bytesSent >= 0 && bytesAcked >= 0 && bytesReceived >= 0 && retransmittedSegments >= 0
            && rttMicros >= 0 && congestionWindow >= 0;
    }
}
