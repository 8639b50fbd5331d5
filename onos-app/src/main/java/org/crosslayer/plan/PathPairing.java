// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.plan.PathPair.Kind;

/**
 * Chooses which paths the further subflows of a connection should take: unused ones in both directions, those that
 * share the fewest links with the subflows chosen before, and back over the same links where that is possible.
 */
final class PathPairing {

    private static final int NONE = PairedPaths.NONE;

    private final PairedPaths paths;
    private final PathUse forwardUse;
    private final PathUse reverseUse;
    private final List<PathPair> pairs = new ArrayList<>();

    PathPairing(PairedPaths paths) {
        this.paths = paths;
        this.forwardUse = new PathUse(paths.forward());
        this.reverseUse = new PathUse(paths.reverse());
    }

    /** Notes a live subflow. */
    void live(int forwardPath, int reversePath) {
        choose(new PathPair(forwardPath, reversePath, Kind.LIVE));
    }

    /** Pairs of the live subflows and those chosen so far. */
    List<PathPair> pairs() {
        return List.copyOf(pairs);
    }

    /** Number of subflows that it takes to use every path in both directions. */
    int further() {
        return Math.max(forwardUse.freeCount(), reverseUse.freeCount());
    }

    /** The next so many pairs. */
    List<PathPair> choose(int count) {
        int before = pairs.size();
        for (int i = 0; i < count; i++) {
            choose(next());
        }
        return List.copyOf(pairs.subList(before, pairs.size()));
    }

    private PathPair next() {
        if (forwardUse.freeCount() > 0) {
            return fromForward();
        }
        if (reverseUse.freeCount() > 0) {
            int reversePath = reverseUse.best();
            int mirrored = paths.mirrored(reversePath);
            int forwardPath = mirrored == NONE ? forwardUse.best() : mirrored;
            return new PathPair(forwardPath, reversePath, Kind.SHARED_THERE);
        }
        PathPair again = pairs.get(leastUsed());
        return new PathPair(again.forward(), again.reverse(), Kind.AGAIN);
    }

    private PathPair fromForward() {
        PathPair best = null;
        int bestCost = 0;
        int leftOver = leftOver();
        for (int i = 0; i < paths.forward().size(); i++) {
            if (!forwardUse.free(i)) {
                continue;
            }
            int mirror = paths.mirror(i);
            boolean same = mirror != NONE && reverseUse.free(mirror);
            int back = same ? mirror : leftOver;
            int cost = 2 * (forwardUse.overlap(i) + reverseUse.overlap(back)) + (same ? 0 : 1);
            if (best == null || cost < bestCost) {
                Kind kind = same ? Kind.MIRRORED : reverseUse.free(back) ? Kind.LEFT_OVER : Kind.SHARED_BACK;
                best = new PathPair(i, back, kind);
                bestCost = cost;
            }
        }
        return best;
    }

    /** An unused reverse path that no unused forward path is the mirror image of, or else the best there is. */
    private int leftOver() {
        int best = NONE;
        for (int i = 0; i < paths.reverse().size(); i++) {
            int mirrored = paths.mirrored(i);
            boolean wanted = mirrored != NONE && forwardUse.free(mirrored);
            if (reverseUse.free(i) && !wanted
                    && (best == NONE || reverseUse.overlap(i) < reverseUse.overlap(best))) {
                best = i;
            }
        }
        return best == NONE ? reverseUse.best() : best;
    }

    private void choose(PathPair pair) {
        forwardUse.add(pair.forward());
        reverseUse.add(pair.reverse());
        pairs.add(pair);
    }

    /** Position of the first pair that has the fewest subflows. */
    private int leastUsed() {
        int best = 0;
        long fewest = Long.MAX_VALUE;
        for (int i = 0; i < pairs.size(); i++) {
            PathPair pair = pairs.get(i);
            long subflows = pairs.stream().filter(pair::sameAs).count();
            if (subflows < fewest) {
                best = i;
                fewest = subflows;
            }
        }
        return best;
    }
}
