// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.connections;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.crosslayer.mptcp.ConnectionStatistics.SendingLimit;

/** What one reading of an agent says of one connection. */
public final class ConnectionReading {
    private final long timeNanos;
    private final SendingLimit sendingLimit;
    private final List<SubflowReading> subflows;

    /**
     * Makes a reading.
     *
     * @param timeNanos    when it was taken, of the agent's own clock
     * @param sendingLimit what has held up the sending
     * @param subflows     counters
     */
    public ConnectionReading(long timeNanos, SendingLimit sendingLimit, List<SubflowReading> subflows) {
        this.timeNanos = timeNanos;
        this.sendingLimit = requireNonNull(sendingLimit);
        this.subflows = List.copyOf(subflows);
    }

    long timeNanos() {
        return timeNanos;
    }

    SendingLimit sendingLimit() {
        return sendingLimit;
    }

    List<SubflowReading> subflows() {
        return subflows;
    }
}
