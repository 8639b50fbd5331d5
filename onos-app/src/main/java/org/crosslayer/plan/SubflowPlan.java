// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.List;

/**
 * The subflows to open on one connection, and why.
 */
public final class SubflowPlan {

    private final List<PlannedPath> paths;
    private final boolean modelled;
    private final List<String> reasons;
    private final int portsTried;

    SubflowPlan(List<PlannedPath> paths, boolean modelled, List<String> reasons, int portsTried) {
        this.paths = List.copyOf(paths);
        this.modelled = modelled;
        this.reasons = List.copyOf(reasons);
        this.portsTried = portsTried;
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
    public List<String> reasons() {
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
