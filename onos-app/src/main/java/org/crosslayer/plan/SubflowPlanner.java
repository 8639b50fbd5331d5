// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathSet;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TracedPath;

/**
 * Plans the further subflows of a connection: one for every path that none of its subflows takes, in either
 * direction, from source ports that lead there. Has no state; safe from any thread.
 */
public final class SubflowPlanner {

    /** Most paths between two hosts that are looked at. */
    static final int MOST_PATHS = 1024;

    /**
     * Plans one connection.
     *
     * @param fabric     the network
     * @param policy     what is allowed and asked for
     * @param connection the connection
     * @return the plan; never null
     */
    public SubflowPlan plan(Fabric fabric, PlannerPolicy policy, ConnectionView connection) {
        FiveTuple initial = connection.initial();
        PathSet forward = fabric.paths(initial.source(), initial.destination(), MOST_PATHS);
        PathSet reverse = fabric.paths(initial.destination(), initial.source(), MOST_PATHS);
        if (forward.size() == 0 || reverse.size() == 0) {
            // How many paths there are is not known either: no more subflows than the policy insists on.
            return random(policy, connection, policy.minSubflows(),
                    forward.size() == 0 ? forward.failure() : reverse.failure(), new PathTracer(fabric));
        }
        PathTracer tracer = new PathTracer(fabric);
        TracedPath there = tracer.trace(initial);
        TracedPath back = tracer.trace(initial.reversed());
        if (!there.complete() || !back.complete()) {
            int paths = Math.max(forward.size(), reverse.size());
            return random(policy, connection, Math.max(policy.minSubflows(), paths),
                    there.complete() ? back : there, tracer);
        }
        PathPairing pairing = new PathPairing(forward, reverse);
        for (FiveTuple subflow : connection.subflows()) {
            live(pairing, forward.indexOf(tracer.trace(subflow)), reverse.indexOf(tracer.trace(subflow.reversed())));
        }
        return new PlanInProgress(fabric, policy, connection, forward, reverse).finish(pairing);
    }

    /** Subflows beyond {@link #MOST_PATHS} or between other addresses use no path that is looked at. */
    private static void live(PathPairing pairing, int there, int back) {
        if (there >= 0 && back >= 0) {
            pairing.live(there, back);
        }
    }

    private static SubflowPlan random(PlannerPolicy policy, ConnectionView connection, int subflows,
                                      TracedPath problem, PathTracer tracer) {
        FiveTuple initial = connection.initial();
        int count = Math.min(policy.maxSubflows(), subflows) - connection.subflows().size();
        List<PlannedPath> paths = RandomPorts.paths(connection, policy, count,
                tracer.trace(initial), tracer.trace(initial.reversed()));
        List<String> reasons = new ArrayList<>();
        reasons.add("the path of " + initial + " is not known: " + problem.explanation());
        reasons.add(paths.isEmpty()
                ? "no further subflow: the number of paths is not known and minSubflows is "
                        + policy.minSubflows()
                : paths.size() + " further subflows from random source ports: which paths they take is luck");
        return new SubflowPlan(paths, false, reasons, 0);
    }
}
