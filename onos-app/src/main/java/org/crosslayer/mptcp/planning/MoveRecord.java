// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A change that was made to a live connection, or tried. */
public final class MoveRecord {
    private final Instant began;
    private final long micros;
    private final String change;
    private final String reason;
    private final String failure;

    MoveRecord(MoveInFlight move, long nowNanos, String failure) {
        this.began = move.began();
        this.micros = (nowNanos - move.beganNanos()) / 1000;
        this.change = change(move);
        this.reason = move.reason();
        this.failure = failure;
    }

    private static String change(MoveInFlight move) {
        String from = move.close().stream().map(flow -> String.valueOf(flow.sourcePort()))
            .collect(Collectors.joining(","));
        StringBuilder text = new StringBuilder();
        String to = IntStream.range(0, move.open().size()).mapToObj(i -> opened(move, i))
            .collect(Collectors.joining(", "));
        if (to.isEmpty()) {
            text.append(from.isEmpty() ? "" : "closed " + from);
        } else {
            text.append(from.isEmpty() ? "opened " : "from " + from + " to ").append(to);
        }
        if (move.demote() != null) {
            text.append(text.length() == 0 ? "" : ", ").append("made ").append(move.demote().sourcePort())
                .append(" a backup");
        }
        return text.toString();
    }

    private static String opened(MoveInFlight move, int index) {
        String path = move.open().get(index).outboundPath();
        return (move.openedPort(index) == 0 ? "a new source port" : String.valueOf(move.openedPort(index))) + " on "
            + (path.isEmpty() ? "an unknown path" : path);
    }

    /**
     * When it began.
     *
     * @return wall clock
     */
    public Instant began() {
        return began;
    }

    /**
     * How long it took, from the decision to the end of the old subflow.
     *
     * @return microseconds
     */
    public long micros() {
        return micros;
    }

    /**
     * What was to change, by source ports.
     *
     * @return a few words for people
     */
    public String change() {
        return change;
    }

    /**
     * Why.
     *
     * @return one line for people
     */
    public String reason() {
        return reason;
    }

    /**
     * Why it came to nothing.
     *
     * @return one line for people, empty if it was made
     */
    public String failure() {
        return failure;
    }
}
