// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.plan.Explanation;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.SubflowPlan;

/** What would be planned for a connection that is not there, and why, with the load as it is. */
public final class WhatIf {
    private final PlannerPolicy policy;
    private final List<PlannedSubflow> paths;
    private final boolean modelled;
    private final List<String> reasons;
    private final Explanation explanation;
    private final Fabric fabric;
    private final String obstacle;

    WhatIf(PlannerPolicy policy, SubflowPlan plan, FourTuple initial, Explanation explanation, Fabric fabric,
           String obstacle) {
        this.policy = policy;
        this.paths = plan.paths().stream().limit(policy.maxSubflows() - 1L)
            .map(path -> ConnectionPlanner.asked(initial, path)).collect(Collectors.toUnmodifiableList());
        this.modelled = plan.modelled();
        this.reasons = plan.reasons();
        this.explanation = explanation;
        this.fabric = fabric;
        this.obstacle = obstacle;
    }

    /**
     * What would be allowed.
     *
     * @return policy for the destination, within what the agent can do
     */
    public PlannerPolicy policy() {
        return policy;
    }

    /**
     * The subflows that would be asked for. A connection that comes gets others of these source ports, perhaps: every
     * connection searches in an order of its own.
     *
     * @return in state ASKED
     */
    public List<PlannedSubflow> paths() {
        return paths;
    }

    /**
     * Whether the paths are known.
     *
     * @return false if source ports would count on luck
     */
    public boolean modelled() {
        return modelled;
    }

    /**
     * Why.
     *
     * @return lines for people
     */
    public List<String> reasons() {
        return reasons;
    }

    /**
     * The paths as they compare, with the planned subflows in place.
     *
     * @return in terms of {@link #fabric()}; empty if nothing is known of them
     */
    public Optional<Explanation> explanation() {
        return Optional.ofNullable(explanation);
    }

    /**
     * The network that it was planned in.
     *
     * @return snapshot
     */
    public Fabric fabric() {
        return fabric;
    }

    /**
     * Why nobody would be asked.
     *
     * @return one line for people; empty if the agent could carry the plan out
     */
    public Optional<String> obstacle() {
        return Optional.ofNullable(obstacle);
    }
}
