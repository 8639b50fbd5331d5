// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.crosslayer.mptcp.ConnectionKey;

/**
 * Changes to live connections: those under way, at most one for each connection; those made, the last few for each;
 * and which connections are to be left alone for a while. Safe from any thread.
 */
final class MoveBook {
    /** Changes of one connection that are remembered. */
    static final int MOST_RECORDS = 16;

    private final ConcurrentMap<ConnectionKey, MoveInFlight> underWay = new ConcurrentHashMap<>();
    private final ConcurrentMap<ConnectionKey, Deque<MoveRecord>> records = new ConcurrentHashMap<>();
    /** Until when, of the monotonic clock. */
    private final ConcurrentMap<ConnectionKey, Long> resting = new ConcurrentHashMap<>();

    private final LongAdder made = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** Enters a change; false if another is under way. */
    boolean begin(MoveInFlight move) {
        return underWay.putIfAbsent(move.key(), move) == null;
    }

    Optional<MoveInFlight> underWay(ConnectionKey key) {
        return Optional.ofNullable(underWay.get(key));
    }

    Collection<MoveInFlight> underWay() {
        return List.copyOf(underWay.values());
    }

    /** Takes a change out; false if it was taken out before. */
    boolean end(MoveInFlight move) {
        return underWay.remove(move.key(), move);
    }

    void record(ConnectionKey key, MoveRecord record) {
        (record.failure().isEmpty() ? made : failed).increment();
        records.compute(key, (same, before) -> {
            Deque<MoveRecord> after = before == null ? new ArrayDeque<>() : new ArrayDeque<>(before);
            if (after.size() == MOST_RECORDS) {
                after.removeFirst();
            }
            after.addLast(record);
            return after;
        });
    }

    List<MoveRecord> records(ConnectionKey key) {
        return new ArrayList<>(records.getOrDefault(key, new ArrayDeque<>()));
    }

    /** Leaves a connection alone until then. */
    void rest(ConnectionKey key, long untilNanos) {
        resting.put(key, untilNanos);
    }

    void endRest(ConnectionKey key) {
        resting.remove(key);
    }

    boolean rests(ConnectionKey key) {
        return resting.containsKey(key);
    }

    /** Takes out those that have rested long enough. */
    List<ConnectionKey> rested(long nowNanos) {
        List<ConnectionKey> rested = new ArrayList<>();
        resting.forEach((key, until) -> {
            if (nowNanos - until >= 0 && resting.remove(key, until)) {
                rested.add(key);
            }
        });
        return rested;
    }

    void forget(ConnectionKey key) {
        underWay.remove(key);
        records.remove(key);
        resting.remove(key);
    }

    /** Changes that were made since the beginning. */
    long made() {
        return made.sum();
    }

    /** Changes that came to nothing since the beginning. */
    long failed() {
        return failed.sum();
    }

    /** Number of connections that something is kept of. */
    int size() {
        Set<ConnectionKey> kept = new HashSet<>(underWay.keySet());
        kept.addAll(records.keySet());
        kept.addAll(resting.keySet());
        return kept.size();
    }

    boolean isEmpty() {
        return underWay.isEmpty() && records.isEmpty() && resting.isEmpty();
    }
}
