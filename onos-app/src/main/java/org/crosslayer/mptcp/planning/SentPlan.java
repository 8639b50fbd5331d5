// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.List;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.PlannedSubflow;

/** A plan as it goes to an agent. */
public final class SentPlan {
    /** After source ports were found in use, a path is tried once more with others. */
    static final int LAST_ATTEMPT = 1;

    private final long commandId;
    private final ConnectionKey key;
    private final int attempt;
    private final List<PlannedSubflow> paths;

    SentPlan(long commandId, ConnectionKey key, int attempt, List<PlannedSubflow> paths) {
        this.commandId = commandId;
        this.key = key;
        this.attempt = attempt;
        this.paths = List.copyOf(paths);
    }

    /**
     * Names the plan.
     *
     * @return id that was never used before with this agent instance
     */
    public long commandId() {
        return commandId;
    }

    /**
     * The connection that the plan is for.
     *
     * @return key
     */
    public ConnectionKey key() {
        return key;
    }

    /**
     * Subflows to open; outcomes refer to their index.
     *
     * @return planned subflows in state ASKED
     */
    public List<PlannedSubflow> paths() {
        return paths;
    }

    /** 0 for a first plan, 1 for the one after source ports were found in use. */
    int attempt() {
        return attempt;
    }

    @Override
    public String toString() {
        return key + " " + paths;
    }
}
