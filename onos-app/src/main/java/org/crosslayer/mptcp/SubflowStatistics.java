// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import static java.util.Objects.requireNonNull;

/** Counters of one subflow as its agent last read them, and the rates since the reading before. */
public final class SubflowStatistics {
    private final FourTuple tuple;
    private final long bytesSent;
    private final long bytesReceived;
    private final long retransmittedSegments;
    private final long sendRateBps;
    private final long receiveRateBps;
    private final int rttMicros;
    private final int congestionWindow;

    /**
     * Starts from the ends of the subflow.
     *
     * @param builder all values; what was not set is 0
     */
    private SubflowStatistics(Builder builder) {
        this.tuple = requireNonNull(builder.tuple);
        this.bytesSent = builder.bytesSent;
        this.bytesReceived = builder.bytesReceived;
        this.retransmittedSegments = builder.retransmittedSegments;
        this.sendRateBps = builder.sendRateBps;
        this.receiveRateBps = builder.receiveRateBps;
        this.rttMicros = builder.rttMicros;
        this.congestionWindow = builder.congestionWindow;
    }

    /**
     * Starts statistics.
     *
     * @param tuple ends of the subflow
     * @return builder; everything is 0
     */
    public static Builder builder(FourTuple tuple) {
        return new Builder(tuple);
    }

    /**
     * The subflow.
     *
     * @return its ends
     */
    public FourTuple tuple() {
        return tuple;
    }

    /**
     * What this host has sent.
     *
     * @return bytes since the subflow was established, retransmissions counted again
     */
    public long bytesSent() {
        return bytesSent;
    }

    /**
     * What this host has received.
     *
     * @return bytes since the subflow was established
     */
    public long bytesReceived() {
        return bytesReceived;
    }

    /**
     * What this host had to send again.
     *
     * @return segments since the subflow was established
     */
    public long retransmittedSegments() {
        return retransmittedSegments;
    }

    /**
     * Rate from this host.
     *
     * @return bits per second between the last two readings, 0 after the first
     */
    public long sendRateBps() {
        return sendRateBps;
    }

    /**
     * Rate towards this host.
     *
     * @return bits per second between the last two readings, 0 after the first
     */
    public long receiveRateBps() {
        return receiveRateBps;
    }

    /**
     * Smoothed round-trip time.
     *
     * @return microseconds, 0 if not known
     */
    public int rttMicros() {
        return rttMicros;
    }

    /**
     * Congestion window of this host.
     *
     * @return segments, 0 if not known
     */
    public int congestionWindow() {
        return congestionWindow;
    }

    @Override
    public String toString() {
        return tuple + " out " + sendRateBps + " in " + receiveRateBps + " bit/s rtt " + rttMicros + " us";
    }

    /** Collects statistics. */
    public static final class Builder {
        private final FourTuple tuple;
        private long bytesSent;
        private long bytesReceived;
        private long retransmittedSegments;
        private long sendRateBps;
        private long receiveRateBps;
        private int rttMicros;
        private int congestionWindow;

        private Builder(FourTuple tuple) {
            this.tuple = tuple;
        }

        /**
         * Sets the counters.
         *
         * @param sent          {@link SubflowStatistics#bytesSent()}
         * @param received      {@link SubflowStatistics#bytesReceived()}
         * @param retransmitted {@link SubflowStatistics#retransmittedSegments()}
         * @return this
         */
        public Builder counted(long sent, long received, long retransmitted) {
            bytesSent = sent;
            bytesReceived = received;
            retransmittedSegments = retransmitted;
            return this;
        }

        /**
         * Sets the rates.
         *
         * @param sendBps    {@link SubflowStatistics#sendRateBps()}
         * @param receiveBps {@link SubflowStatistics#receiveRateBps()}
         * @return this
         */
        public Builder rates(long sendBps, long receiveBps) {
            sendRateBps = sendBps;
            receiveRateBps = receiveBps;
            return this;
        }

        /**
         * Sets what TCP estimates.
         *
         * @param rtt    {@link SubflowStatistics#rttMicros()}
         * @param window {@link SubflowStatistics#congestionWindow()}
         * @return this
         */
        public Builder estimates(int rtt, int window) {
            rttMicros = rtt;
            congestionWindow = window;
            return this;
        }

        /**
         * Makes the value.
         *
         * @return statistics
         */
        public SubflowStatistics build() {
            return new SubflowStatistics(this);
        }
    }
}
