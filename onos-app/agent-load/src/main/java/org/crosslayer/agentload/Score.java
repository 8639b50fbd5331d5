// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What the agents have seen. Safe from any thread. */
final class Score {
    /** The aim for 99 of 100 plans; of those that take longer it is told why. */
    static final long LATE_NANOS = 10_000_000;
    private static final int DIGITS = 3;

    private final LongAdder events = new LongAdder();
    private final LongAdder outcomes = new LongAdder();
    private final LongAdder readings = new LongAdder();
    private final LongAdder heldBack = new LongAdder();
    private final LongAdder spared = new LongAdder();
    private final LongAdder echoes = new LongAdder();
    private final LongAdder moved = new LongAdder();
    private final LongAdder arrived = new LongAdder();
    private final Recorder attaching = new Recorder(DIGITS);
    private final Recorder deciding = new Recorder(DIGITS);
    private final Recorder echoing = new Recorder(DIGITS);
    private final Recorder reporting = new Recorder(DIGITS);
    private final Queue<Decision> late = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<String, LongAdder> losses = new ConcurrentHashMap<>();

    /** From a report to its plan. */
    record Decision(long begin, long end) {
    }

    /** Counts at one moment. */
    record Counts(long events, long outcomes, long readings, long heldBack, long spared, long echoes, long moved,
                  long arrived) {
        long reports() {
            return events + outcomes + readings;
        }

        Counts minus(Counts earlier) {
            return new Counts(events - earlier.events, outcomes - earlier.outcomes, readings - earlier.readings,
                heldBack - earlier.heldBack, spared - earlier.spared, echoes - earlier.echoes, moved - earlier.moved,
                arrived - earlier.arrived);
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

    /** Readings were left out because the controller wants them less often. */
    void spared(int count) {
        spared.add(count);
    }

    /** The controller has answered a question for its life after so long. */
    void echoed(long nanos) {
        echoes.increment();
        echoing.recordValue(nanos);
    }

    /** The controller had a subflow closed. */
    void moved() {
        moved.increment();
    }

    /** A connection has come; it is reported so long after it was due. */
    void arrived(long nanosLate) {
        arrived.increment();
        reporting.recordValue(nanosLate);
    }

    void attached(long nanos) {
        attaching.recordValue(nanos);
    }

    /** The plan of a connection has come. */
    void decided(long begin, long end) {
        deciding.recordValue(end - begin);
        if (end - begin > LATE_NANOS) {
            late.add(new Decision(begin, end));
        }
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

    /** Times from a question for the controller's life to its answer since the last call, nanoseconds. */
    Histogram echoing() {
        return echoing.getIntervalHistogram();
    }

    /** How late connections were reported since the last call, nanoseconds. */
    Histogram reporting() {
        return reporting.getIntervalHistogram();
    }

    /** Plans that have come late since the last call. */
    List<Decision> late() {
        List<Decision> taken = new ArrayList<>();
        for (Decision next = late.poll(); next != null; next = late.poll()) {
            taken.add(next);
        }
        return taken;
    }

    /** Times from report to plan since the last call, nanoseconds. */
    Histogram deciding() {
        return deciding.getIntervalHistogram();
    }

    Counts counts() {
        return new Counts(events.sum(), outcomes.sum(), readings.sum(), heldBack.sum(), spared.sum(),
            echoes.sum(), moved.sum(), arrived.sum());
    }
}
