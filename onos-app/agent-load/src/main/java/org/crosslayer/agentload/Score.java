// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import io.grpc.Status;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What the agents have seen. Safe from any thread. */
final class Score {
    private static final int DIGITS = 3;

    private final LongAdder events = new LongAdder();
    private final LongAdder outcomes = new LongAdder();
    private final LongAdder readings = new LongAdder();
    private final LongAdder heldBack = new LongAdder();
    private final LongAdder moved = new LongAdder();
    private final LongAdder arrived = new LongAdder();
    private final Recorder attaching = new Recorder(DIGITS);
    private final Recorder deciding = new Recorder(DIGITS);
    private final ConcurrentMap<String, LongAdder> losses = new ConcurrentHashMap<>();

    /** Counts at one moment. */
    record Counts(long events, long outcomes, long readings, long heldBack, long moved, long arrived) {
        long reports() {
            return events + outcomes + readings;
        }

        Counts minus(Counts earlier) {
            return new Counts(events - earlier.events, outcomes - earlier.outcomes, readings - earlier.readings,
                heldBack - earlier.heldBack, moved - earlier.moved, arrived - earlier.arrived);
        }
    }

    void events(int count) {
        events.add(count);
    }

    void outcomes(int count) {
        outcomes.add(count);
    }

    void readings(int count) {
        readings.add(count);
    }

    /** A stream had no room, so a reading was left out. */
    void heldBack() {
        heldBack.increment();
    }

    /** The controller had a subflow closed. */
    void moved() {
        moved.increment();
    }

    void arrived() {
        arrived.increment();
    }

    void attached(long nanos) {
        attaching.recordValue(nanos);
    }

    /** A plan has come so long after its connection was reported. */
    void decided(long nanos) {
        deciding.recordValue(nanos);
    }

    void lost(String agent, Status status) {
        String why = status.getCode() + " " + status.getDescription();
        losses.computeIfAbsent(why.replace(agent, "AGENT"), key -> new LongAdder()).increment();
    }

    ConcurrentMap<String, LongAdder> losses() {
        return losses;
    }

    /** Times from the begin of a connection to Welcome since the last call, nanoseconds. */
    Histogram attaching() {
        return attaching.getIntervalHistogram();
    }

    /** Times from report to plan since the last call, nanoseconds. */
    Histogram deciding() {
        return deciding.getIntervalHistogram();
    }

    Counts counts() {
        return new Counts(events.sum(), outcomes.sum(), readings.sum(), heldBack.sum(), moved.sum(), arrived.sum());
    }
}
