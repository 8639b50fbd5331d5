// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathSet;
import org.crosslayer.plan.PathPair.Kind;

/**
 * One plan for a connection whose paths are known: choose pairs of paths, search their source ports, and make do
 * with what the hashes allow.
 */
final class PlanInProgress {

    private final Fabric fabric;
    private final PlannerPolicy policy;
    private final ConnectionView connection;
    private final PathSet forward;
    private final PathSet reverse;
    private final List<PlannedPath> planned = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final int[] forwardUse;
    private final int[] reverseUse;

    PlanInProgress(Fabric fabric, PlannerPolicy policy, ConnectionView connection, PathSet forward,
                   PathSet reverse) {
        this.fabric = fabric;
        this.policy = policy;
        this.connection = connection;
        this.forward = forward;
        this.reverse = reverse;
        this.forwardUse = new int[forward.size()];
        this.reverseUse = new int[reverse.size()];
    }

    SubflowPlan finish(PathPairing pairing) {
        pairing.pairs().forEach(pair -> {
            use(pair.forward(), pair.reverse());
            reasons.add(describe(pair) + ": " + pair.kind());
        });
        List<PathPair> wanted = pairing.choose(count(pairing));
        PortSearch search = new PortSearch(fabric, connection, forward, reverse);
        wanted.forEach(pair -> search.want(pair, policy.candidatePorts()));
        int offset = new SplittableRandom(connection.key()).nextInt(policy.sourcePorts().size());
        search.run(policy.sourcePorts(), offset);

        List<PathPair> missed = new ArrayList<>();
        for (PathPair pair : wanted) {
            Candidates candidates = search.candidates(pair.forward(), pair.reverse());
            if (candidates.left() < policy.candidatePorts()) {
                missed.add(pair);
            } else {
                add(candidates, pair.kind());
            }
        }
        missed.forEach(pair -> substitute(pair, search));
        if (!wanted.isEmpty()) {
            reasons.add("traced " + search.tries() + " source ports of " + policy.sourcePorts() + " from "
                    + (policy.sourcePorts().first() + offset) + " on");
        }
        return new SubflowPlan(planned, true, reasons, search.tries());
    }

    /** Number of subflows to add. */
    private int count(PathPairing pairing) {
        int live = connection.subflows().size();
        int useful = live + pairing.further();
        int target = Math.max(live, Math.min(policy.maxSubflows(), Math.max(policy.minSubflows(), useful)));
        reasons.add(0, forward.size() + " paths there and " + reverse.size() + " back; " + live + " subflows, "
                + pairing.further() + " further paths");
        if (target < useful) {
            reasons.add("maxSubflows " + policy.maxSubflows() + " leaves " + (useful - target) + " of them unused");
        }
        return target - live;
    }

    /**
     * Plans the best pair that has ports left in place of one that has too few: the direction that was to get an
     * unused path keeps it; the other one takes a path that is used least.
     */
    private void substitute(PathPair pair, PortSearch search) {
        int enough = policy.candidatePorts();
        Optional<Candidates> best = search.found().stream()
                .filter(candidates -> candidates.left() > 0 && serves(candidates, pair))
                .min(Comparator.<Candidates>comparingInt(candidates -> candidates.left() >= enough ? 0 : 1)
                        .thenComparingInt(this::use)
                        .thenComparingInt(candidates -> -candidates.left()));
        if (best.isPresent()) {
            Candidates candidates = best.get();
            boolean same = candidates.forward() == pair.forward() && candidates.reverse() == pair.reverse();
            add(candidates, same ? pair.kind() : Kind.REACHABLE);
        } else {
            reasons.add(describe(pair) + ": no source port leads there: the devices on the way hash alike, "
                    + "or all of its ports are taken");
        }
    }

    private static boolean serves(Candidates candidates, PathPair pair) {
        switch (pair.kind()) {
            case AGAIN:
                return true;
            case SHARED_THERE:
                return candidates.reverse() == pair.reverse();
            default:
                return candidates.forward() == pair.forward();
        }
    }

    private void add(Candidates candidates, Kind kind) {
        List<Integer> ports = candidates.take(policy.candidatePorts());
        PathPair pair = new PathPair(candidates.forward(), candidates.reverse(), kind);
        use(pair.forward(), pair.reverse());
        planned.add(new PlannedPath(forward.path(pair.forward()), reverse.path(pair.reverse()), ports, false));
        reasons.add(describe(pair) + ": " + kind + ", source ports " + ports);
    }

    private void use(int forwardPath, int reversePath) {
        forwardUse[forwardPath]++;
        reverseUse[reversePath]++;
    }

    private int use(Candidates candidates) {
        return forwardUse[candidates.forward()] + reverseUse[candidates.reverse()];
    }

    private String describe(PathPair pair) {
        return forward.path(pair.forward()).label() + " | " + reverse.path(pair.reverse()).label();
    }
}
