// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.crosslayer.fabric.PathSet;
import org.crosslayer.plan.PathPair.Kind;

/**
 * One plan for a connection whose paths are known: choose pairs of paths, search their source ports, and make do
 * with what the hashes allow.
 */
final class PlanInProgress {

    private final PairedPaths paths;
    private final PlannerPolicy policy;
    private final ConnectionView connection;
    private final PathSet forward;
    private final PathSet reverse;
    private final List<PlannedPath> planned = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final int[] forwardUse;
    private final int[] reverseUse;

    PlanInProgress(PairedPaths paths, PlannerPolicy policy, ConnectionView connection) {
        this.paths = paths;
        this.policy = policy;
        this.connection = connection;
        this.forward = paths.forward();
        this.reverse = paths.reverse();
        this.forwardUse = new int[forward.size()];
        this.reverseUse = new int[reverse.size()];
    }

    SubflowPlan finish(PathPairing pairing) {
        pairing.pairs().forEach(pair -> {
            use(pair.forward(), pair.reverse());
            reasons.add(describe(pair) + ": " + pair.kind());
        });
        List<PathPair> wanted = pairing.choose(count(pairing));
        PortSearch search = new PortSearch(paths, connection);
        wanted.forEach(pair -> search.want(pair, policy.candidatePorts()));
        PortSequence ports = new PortSequence(policy.sourcePorts(), connection.seed());
        search.run(ports, policy.sourcePorts().size());

        List<PathPair> missed = new ArrayList<>();
        for (PathPair pair : wanted) {
            Candidates candidates = search.candidates(pair.forward(), pair.reverse());
            if (candidates.left() < policy.candidatePorts()) {
                missed.add(pair);
            } else {
                add(candidates, pair.kind());
            }
        }
        if (!missed.isEmpty()) {
            search.takeOthers();
            missed.forEach(pair -> substitute(pair, search));
        }
        if (!wanted.isEmpty()) {
            reasons.add("traced " + search.tries() + " source ports of " + ports);
        }
        return new SubflowPlan(planned, true, reasons, search.tries());
    }

    /** Number of subflows to add. */
    private int count(PathPairing pairing) {
        int live = connection.subflows().size();
        int useful = live + pairing.further();
        int target = Math.max(live, Math.min(policy.maxSubflows(), Math.max(policy.minSubflows(), useful)));
        reasons.add(0, "paths there: " + forward.size() + ", back: " + reverse.size() + "; live subflows: " + live
                + ", further paths: " + pairing.further());
        if (target < useful) {
            reasons.add("maxSubflows " + policy.maxSubflows() + " leaves " + (useful - target) + " of them unused");
        }
        return target - live;
    }

    /**
     * Plans the best pair that has ports left in place of one that has too few: the direction that was to get an
     * unused path still gets one; the other one takes a path that is used least. Where there is none, only the
     * policy's minimum makes a path used again.
     */
    private void substitute(PathPair pair, PortSearch search) {
        int enough = policy.candidatePorts();
        Optional<Candidates> best = best(search, candidates -> candidates.left() >= enough && serves(candidates, pair));
        if (best.isEmpty()) {
            // Ports that were in use until lately may be refused: another pair with fresh ones is better than those.
            Candidates own = search.candidates(pair.forward(), pair.reverse());
            own.fillUp();
            best = own.left() >= enough ? Optional.of(own) : best(search, candidates -> serves(candidates, pair));
        }
        Kind kind = Kind.REACHABLE;
        if (best.isEmpty() && connection.subflows().size() + planned.size() < policy.minSubflows()) {
            best = best(search, candidates -> true);
            kind = Kind.AGAIN;
        }
        if (best.isEmpty()) {
            reasons.add(describe(pair) + ": no source port leads there: the devices on the way hash alike, "
                    + "or all of its ports are taken");
            return;
        }
        Candidates candidates = best.get();
        boolean same = candidates.forward() == pair.forward() && candidates.reverse() == pair.reverse();
        add(candidates, same ? pair.kind() : kind);
    }

    private Optional<Candidates> best(PortSearch search, Predicate<Candidates> condition) {
        int enough = policy.candidatePorts();
        return search.found().stream()
                .filter(candidates -> candidates.left() > 0 && condition.test(candidates))
                .min(Comparator.<Candidates>comparingInt(candidates -> candidates.left() >= enough ? 0 : 1)
                        .thenComparingInt(this::use)
                        .thenComparingInt(candidates -> -candidates.left()));
    }

    private boolean serves(Candidates candidates, PathPair pair) {
        switch (pair.kind()) {
            case AGAIN:
                return false;
            case SHARED_THERE:
                return reverseUse[candidates.reverse()] == 0;
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
