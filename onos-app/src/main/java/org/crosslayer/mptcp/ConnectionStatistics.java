// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** What an agent's last reading says of one connection. */
public final class ConnectionStatistics {

    /** What has held up the sending of this host between the last two readings. */
    public enum SendingLimit {
        /** Not known. */
        UNKNOWN,
        /** Nothing was sent. */
        IDLE,
        /** The application had no more to send. */
        APPLICATION,
        /** The network: data waited for it. */
        NETWORK,
        /** The peer took no more. */
        RECEIVER
    }

    private final SendingLimit sendingLimit;
    private final List<SubflowStatistics> subflows;
    private final int readings;
    private final long sendRateBps;
    private final long receiveRateBps;

    /**
     * Makes statistics.
     *
     * @param sendingLimit what has held up the sending
     * @param subflows     subflows in the last reading
     * @param readings     readings so far
     */
    public ConnectionStatistics(SendingLimit sendingLimit, List<SubflowStatistics> subflows, int readings) {
        this.sendingLimit = requireNonNull(sendingLimit);
        this.subflows = List.copyOf(subflows);
        this.readings = readings;
        long sent = 0;
        long received = 0;
        for (SubflowStatistics subflow : this.subflows) {
            sent += subflow.sendRateBps();
            received += subflow.receiveRateBps();
        }
        this.sendRateBps = sent;
        this.receiveRateBps = received;
    }

    /**
     * What has held up the sending of this host.
     *
     * @return {@link SendingLimit#UNKNOWN} if the agent does not say
     */
    public SendingLimit sendingLimit() {
        return sendingLimit;
    }

    /**
     * Subflows of the last reading.
     *
     * @return statistics, in no order
     */
    public List<SubflowStatistics> subflows() {
        return subflows;
    }

    /**
     * One subflow of the last reading.
     *
     * @param tuple its ends
     * @return statistics, empty if the last reading did not have it
     */
    public Optional<SubflowStatistics> subflow(FourTuple tuple) {
        return subflows.stream().filter(subflow -> subflow.tuple().equals(tuple)).findFirst();
    }

    /**
     * Number of readings. There are rates from the second on.
     *
     * @return 1 or more
     */
    public int readings() {
        return readings;
    }

    /**
     * Rate from this host on all subflows.
     *
     * @return bits per second between the last two readings
     */
    public long sendRateBps() {
        return sendRateBps;
    }

    /**
     * Rate towards this host on all subflows.
     *
     * @return bits per second between the last two readings
     */
    public long receiveRateBps() {
        return receiveRateBps;
    }

    @Override
    public String toString() {
        return "limit " + sendingLimit + " " + subflows;
    }
}
