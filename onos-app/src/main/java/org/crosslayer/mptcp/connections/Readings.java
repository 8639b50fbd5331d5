// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.connections;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.SubflowStatistics;

/**
 * The readings of one connection, turned into rates. Immutable. Keeps the last reading of every subflow that is
 * established, and so no more than the connection has; what cannot be true is left out.
 */
final class Readings {
    /** No host sends more on one connection; what says so is a counter gone wrong, or a lie. */
    static final long MOST_BPS = 10_000_000_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int BITS = 8;

    private final long timeNanos;
    private final Map<FourTuple, SubflowReading> last;
    private final ConnectionStatistics statistics;

    private Readings(long timeNanos, Map<FourTuple, SubflowReading> last, ConnectionStatistics statistics) {
        this.timeNanos = timeNanos;
        this.last = last;
        this.statistics = statistics;
    }

    ConnectionStatistics statistics() {
        return statistics;
    }

    /**
     * The next reading after those before (null: none); the same object if it tells nothing new. A time that lies
     * back is of a restarted agent, whose clock began anew: so do the readings.
     */
    static Readings next(Readings known, MptcpConnection connection, ConnectionReading reading) {
        if (known != null && reading.timeNanos() == known.timeNanos) {
            return known;
        }
        Readings before = known == null || reading.timeNanos() < known.timeNanos ? null : known;
        Map<FourTuple, SubflowReading> last = new HashMap<>();
        List<SubflowStatistics> subflows = new ArrayList<>();
        for (SubflowReading subflow : reading.subflows()) {
            if (subflow.plausible() && established(connection, subflow.tuple())
                    && last.put(subflow.tuple(), subflow) == null) {
                SubflowReading earlier = before == null ? null : before.last.get(subflow.tuple());
                long nanos = earlier == null ? 0 : reading.timeNanos() - before.timeNanos;
                subflows.add(statistics(subflow, earlier, nanos));
            }
        }
        if (subflows.isEmpty()) {
            return known;
        }
        int count = before == null ? 1 : before.statistics.readings() + 1;
        return new Readings(reading.timeNanos(), last,
            new ConnectionStatistics(reading.sendingLimit(), subflows, count));
    }

    private static boolean established(MptcpConnection connection, FourTuple tuple) {
        for (Subflow subflow : connection.subflows()) {
            if (subflow.tuple().equals(tuple)) {
                return true;
            }
        }
        return false;
    }

    private static SubflowStatistics statistics(SubflowReading now, SubflowReading earlier, long nanos) {
        SubflowStatistics.Builder builder = SubflowStatistics.builder(now.tuple())
            .counted(now.bytesSent(), now.bytesReceived(), now.retransmittedSegments())
            .estimates(now.rttMicros(), now.congestionWindow());
        if (earlier != null) {
            builder.rates(rate(now.bytesOut() - earlier.bytesOut(), nanos),
                rate(now.bytesReceived() - earlier.bytesReceived(), nanos));
        }
        return builder.build();
    }

    /** 0 for what goes backwards: another subflow of the same ports has taken its place. */
    private static long rate(long bytes, long nanos) {
        double bps = (double) bytes * BITS * NANOS_PER_SECOND / nanos;
        return bytes < 0 || bps > MOST_BPS ? 0 : (long) bps;
    }
}
