// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What an agent says has become of one path of a plan, or of a single command. */
public final class PathOutcome {

    /** What it means for the planning. */
    public enum Result {
        /** The subflow's SYN is out, or the subflow was there already; a command is carried out. */
        OPENED,
        /** Every candidate source port was in use. */
        PORTS_IN_USE,
        /** The connection is not there any more. */
        CONNECTION_GONE,
        /** The kernel or the agent refused. */
        REFUSED
    }

    /** In place of the index of a path: the outcome is of a single command. */
    public static final int NO_PATH = -1;

    private final long commandId;
    private final int pathIndex;
    private final Result result;
    private final int sourcePort;
    private final String detail;

    /**
     * Makes an outcome.
     *
     * @param commandId  id of the plan
     * @param pathIndex  index of the path in the plan, or {@link #NO_PATH}
     * @param result     what it means
     * @param sourcePort source port that was taken, 0 if none
     * @param detail     one line for people, may be empty
     */
    public PathOutcome(long commandId, int pathIndex, Result result, int sourcePort, String detail) {
        this.commandId = commandId;
        this.pathIndex = pathIndex;
        this.result = requireNonNull(result);
        this.sourcePort = sourcePort;
        this.detail = requireNonNull(detail);
    }

    long commandId() {
        return commandId;
    }

    int pathIndex() {
        return pathIndex;
    }

    Result result() {
        return result;
    }

    int sourcePort() {
        return sourcePort;
    }

    String detail() {
        return detail;
    }

    /** Which of the candidates were in use: they are tried in their order. */
    List<Integer> refused(List<Integer> candidates) {
        if (result == Result.PORTS_IN_USE) {
            return candidates;
        }
        int taken = result == Result.OPENED ? candidates.indexOf(sourcePort) : 0;
        return candidates.subList(0, Math.max(0, taken));
    }

    @Override
    public String toString() {
        return result + " path " + pathIndex + " port " + sourcePort + (detail.isEmpty() ? "" : ": " + detail);
    }
}
