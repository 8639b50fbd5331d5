// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.standing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathSet;
import org.crosslayer.fabric.TracedPath;
import org.crosslayer.plan.ConnectionView;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.Placement;
import org.crosslayer.plan.PlannedPath;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.PortRange;
import org.crosslayer.plan.SubflowPlan;

/**
 * The paths that the next connection to a destination had best have, its first subflow included: what the load-aware
 * planner would give it now. Nothing is accounted: connections count when they are there.
 */
public final class PathChoice {

    /** First subflows that are tried out: nobody knows where the next one will be. */
    private static final int SAMPLES = 4;

    private final DataDirection direction;
    private final List<TracedPath> forward = new ArrayList<>();
    private final List<TracedPath> reverse = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();

    private PathChoice(DataDirection direction) {
        this.direction = direction;
    }

    /**
     * Asks the planner.
     *
     * @param placement    the load; it is as before afterwards
     * @param fabric       network that the placement is in
     * @param destination  where the next connection goes
     * @param direction    which way its data will go, as far as that is known
     * @param policy       what is allowed for it
     * @param initialPorts where its first source port will come from
     * @return the choice, without paths if one is all that is worth it
     */
    public static PathChoice of(Placement placement, Fabric fabric, Destination destination,
                                DataDirection direction, PlannerPolicy policy, PortRange initialPorts) {
        PathChoice choice = new PathChoice(direction);
        int count = 1;
        for (int i = 0; i < SAMPLES; i++) {
            int port = initialPorts.first() + (int) ((2L * i + 1) * initialPorts.size() / (2 * SAMPLES));
            SubflowPlan plan = ask(placement, destination, direction, policy, destination.flow(port));
            if (!plan.modelled()) {
                choice.reasons.addAll(plan.reasons());
                return choice;
            }
            count = Math.max(count, 1 + plan.paths().size());
        }
        if (count == 1) {
            choice.reasons.add("the first subflow is all that a connection can use or may have");
            return choice;
        }
        PlannerPolicy exact = new PlannerPolicy.Builder(policy).maxSubflows(count).minSubflows(count)
                .candidatePorts(1).demoteInitial(false).build();
        SubflowPlan plan = ask(placement, destination, direction, exact, null);
        choice.take(plan.paths());
        choice.fillUp(placement, fabric, destination, count);
        choice.reasons.add(choice.size() + " paths are worth having, as the load is");
        return choice;
    }

    private static SubflowPlan ask(Placement placement, Destination destination, DataDirection direction,
                                   PlannerPolicy policy, FiveTuple live) {
        FiveTuple initial = live == null ? destination.flow(1) : live;
        ConnectionView.Builder view = new ConnectionView.Builder(destination, initial).direction(direction)
                .policy(policy);
        if (live != null) {
            view.subflow(live, false);
        }
        SubflowPlan plan = placement.arrive(view.build());
        placement.depart(destination);
        return plan;
    }

    /** Each path once, as told apart by the directions that count. */
    private void take(List<PlannedPath> paths) {
        Set<String> seen = new LinkedHashSet<>();
        for (PlannedPath path : paths) {
            String name = (direction == DataDirection.INBOUND ? "" : path.forward().label()) + "|"
                    + (direction == DataDirection.OUTBOUND ? "" : path.reverse().label());
            if (path.forward().complete() && path.reverse().complete() && seen.add(name)
                    && forward.size() < StandingPlanner.MOST_PATHS) {
                forward.add(path.forward());
                reverse.add(path.reverse());
            }
        }
    }

    /**
     * The planner compares some source ports, and may use a path again that has room. A standing plan uses each once:
     * where the paths are few, those that were not met make up for that, those with the most to spare first.
     */
    private void fillUp(Placement placement, Fabric fabric, Destination destination, int count) {
        boolean back = direction == DataDirection.INBOUND;
        List<TracedPath> chosen = back ? reverse : forward;
        PathSet all = back ? fabric.paths(destination.remote(), destination.local(), StandingPlanner.MOST_PATHS + 1)
                : fabric.paths(destination.local(), destination.remote(), StandingPlanner.MOST_PATHS + 1);
        if (direction == DataDirection.BOTH || all.size() > StandingPlanner.MOST_PATHS) {
            return;
        }
        List<TracedPath> others = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            others.add(all.path(i));
        }
        others.removeAll(chosen);
        others.sort(Comparator.comparingLong(path -> -residual(placement, fabric, path)));
        for (int i = 0; i < others.size() && size() < count; i++) {
            // The way that does not count is whatever it is.
            forward.add(others.get(i));
            reverse.add(others.get(i));
        }
    }

    private static long residual(Placement placement, Fabric fabric, TracedPath path) {
        long least = Long.MAX_VALUE;
        for (int i = 1; i < path.length() - 1; i++) {
            least = Math.min(least, fabric.capacityBps(path.link(i)) - placement.loadBps(path.link(i)));
        }
        return least;
    }

    /**
     * Which way the data goes that the paths are for.
     *
     * @return direction as seen from the host that opens the connections
     */
    public DataDirection direction() {
        return direction;
    }

    /**
     * Number of paths.
     *
     * @return 0 if a standing plan would be of no use
     */
    public int size() {
        return forward.size();
    }

    /**
     * Paths of the packets that the client sends.
     *
     * @return best first
     */
    public List<TracedPath> forward() {
        return forward;
    }

    /**
     * Paths of the packets that the server sends.
     *
     * @return in the order of {@link #forward()}
     */
    public List<TracedPath> reverse() {
        return reverse;
    }

    /**
     * Why so many.
     *
     * @return lines for people
     */
    public List<String> reasons() {
        return reasons;
    }
}
