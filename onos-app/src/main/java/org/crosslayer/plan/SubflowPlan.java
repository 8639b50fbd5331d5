// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.List;
import java.util.function.Supplier;

/**
 * The subflows to open on one connection, and why.
 */
public final class SubflowPlan {

    private final List<PlannedPath> paths;
    private final boolean modelled;
    private final int portsTried;
    /** Reasons are put into words when they are asked for: planning must not wait for that. */
    private Supplier<List<String>> wording;
    private List<String> reasons;

    SubflowPlan(List<PlannedPath> paths, boolean modelled, List<String> reasons, int portsTried) {
        this(paths, modelled, portsTried, null);
        this.reasons = List.copyOf(reasons);
    }

    SubflowPlan(List<PlannedPath> paths, boolean modelled, int portsTried, Supplier<List<String>> wording) {
        this.paths = List.copyOf(paths);
        this.modelled = modelled;
        this.portsTried = portsTried;
        this.wording = wording;
    }

    /**
     * Subflows to open.
     *
     * @return empty if the connection has what it can use
     */
    public List<PlannedPath> paths() {
        return paths;
    }

    /**
     * Whether the paths are known.
     *
     * @return false if the source ports are random ones that count on luck
     */
    public boolean modelled() {
        return modelled;
    }

    /**
     * What was found and why it was decided so.
     *
     * @return lines for people
     */
    public synchronized List<String> reasons() {
        if (reasons == null) {
            reasons = List.copyOf(wording.get());
            wording = null;
        }
        return reasons;
    }

    /**
     * Source ports that were traced to find the candidates.
     *
     * @return 0 or more
     */
    public int portsTried() {
        return portsTried;
    }
}
