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
 * direction, from source ports that lead there. Remembers nothing but what is costly to find out again. Belongs to
 * one thread.
 */
public final class SubflowPlanner {

    private final RecentPaths recent = new RecentPaths();

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
        PairedPaths paths = recent.of(fabric, initial);
        PathSet forward = paths.forward();
        PathSet reverse = paths.reverse();
        if (forward.size() == 0 || reverse.size() == 0) {
            // How many paths there are is not known either: no more subflows than the policy insists on.
            return random(policy, connection, policy.minSubflows(),
                    forward.size() == 0 ? forward.failure() : reverse.failure(), new PathTracer(fabric));
        }
        if (paths.there(initial.sourcePort()) == PairedPaths.NONE
                || paths.back(initial.sourcePort()) == PairedPaths.NONE) {
            PathTracer tracer = new PathTracer(fabric);
            TracedPath there = tracer.trace(initial);
            TracedPath back = tracer.trace(initial.reversed());
            if (!there.complete() || !back.complete()) {
                return random(policy, connection, Math.max(policy.minSubflows(), Math.max(forward.size(),
                        reverse.size())), there.complete() ? back : there, tracer);
            }
        }
        PathPairing pairing = new PathPairing(paths);
        for (FiveTuple subflow : connection.subflows()) {
            // Those between other addresses, or beyond MOST_PATHS, use no path that is looked at.
            if (paths.isBetween(subflow)) {
                live(pairing, paths.there(subflow.sourcePort()), paths.back(subflow.sourcePort()));
            }
        }
        return new PlanInProgress(paths, policy, connection).finish(pairing);
    }

    private static void live(PathPairing pairing, int there, int back) {
        if (there != PairedPaths.NONE && back != PairedPaths.NONE) {
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
