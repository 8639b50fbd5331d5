// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.util.HashMap;
import java.util.Map;
import org.crosslayer.agent.connections.MptcpConnection;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.SubflowSocket;
import org.crosslayer.control.v1.SendingLimit;

/**
 * Judges what has held up the sending of a connection between two readings. Whether data waits is known of the moment
 * alone, and a burst may be caught by chance; how long each subflow was busy, and how long the peer's window was
 * closed, the kernel counts. Used by one thread.
 */
final class SendingHistory {
    private static final int LATELY_BUSY = 2;
    private static final int RECEIVER_LIMITED = 4;

    /** A subflow's counters at a reading. */
    private record Counters(long bytesSent, long busyMicros, long receiverLimitedMicros) {
        static final Counters ZERO = new Counters(0, 0, 0);

        static Counters of(SubflowSocket subflow) {
            return new Counters(subflow.tcp().bytesSent(), subflow.tcp().busyMicros(),
                subflow.tcp().receiverLimitedMicros());
        }
    }

    /** A connection at a reading; subflows by their two address ids, a pair that is not used twice. */
    private record Reading(long nanos, Map<Integer, Counters> subflows) {
    }

    private Map<Integer, Reading> last = new HashMap<>();
    private Map<Integer, Reading> current = new HashMap<>();

    /**
     * What has held it up since the last reading.
     *
     * @param socket as it is now
     * @param establishedNanos when it came up, for the first reading; NOT_SEEN: before this agent
     */
    SendingLimit judge(MptcpSocket socket, long nanos, long establishedNanos) {
        Map<Integer, Counters> counters = new HashMap<>();
        socket.subflows().forEach(subflow -> counters.put(
            subflow.localId() << Byte.SIZE | subflow.remoteId(), Counters.of(subflow)));
        Reading before = last.get(socket.token());
        current.put(socket.token(), new Reading(nanos, counters));
        if (before == null) {
            before = new Reading(establishedNanos, Map.of());
        }
        return before.nanos() == MptcpConnection.NOT_SEEN
            ? SendingLimit.SENDING_LIMIT_UNSPECIFIED
            : judge(counters, before.subflows(), (nanos - before.nanos()) / 1000, socket.backlogBytes() > 0);
    }

    /** All connections have been read: those that were not are forgotten. */
    void endOfReading() {
        last = current;
        current = new HashMap<>();
    }

    private static SendingLimit judge(Map<Integer, Counters> now, Map<Integer, Counters> before, long micros,
                                      boolean waiting) {
        boolean sent = false;
        boolean busy = false;
        boolean open = false;
        for (Map.Entry<Integer, Counters> entry : now.entrySet()) {
            Counters to = entry.getValue();
            Counters from = before.getOrDefault(entry.getKey(), Counters.ZERO);
            sent |= to.bytesSent() != from.bytesSent();
            boolean lately = (to.busyMicros() - from.busyMicros()) * LATELY_BUSY >= micros;
            busy |= lately;
            open |= lately && (to.receiverLimitedMicros() - from.receiverLimitedMicros()) * RECEIVER_LIMITED < micros;
        }
        if (waiting && busy) {
            return open ? SendingLimit.SENDING_LIMIT_NETWORK : SendingLimit.SENDING_LIMIT_RECEIVER;
        }
        return sent || waiting ? SendingLimit.SENDING_LIMIT_APPLICATION : SendingLimit.SENDING_LIMIT_IDLE;
    }
}
