// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Collection;
import java.util.List;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathChoices;

/**
 * Relieves overloaded links: searches for a better placement, and if it is worth the changes that lead there, makes
 * moves of them. Otherwise everything stays as it is.
 */
final class Repair {

    /** Steps without a better state, by number of subflows that may be concerned, after which a search ends. */
    static final int PATIENCE = 40;
    private static final int LEAST_PATIENCE = 2;
    private static final long FEWEST_STEPS = 200;
    /** Subflows that one overloaded link may concern. */
    private static final int CONCERNED_BY_ONE = 16;
    /** Subflows looked at for each move that may be made. */
    private static final int TRIED_FOR_ONE = 16;
    private static final double SLACK = 1e-6;

    private final RandomSource random;
    /** Falls while searches are in vain, as where a network has less capacity than is asked for. */
    private int patience = PATIENCE;

    Repair(RandomSource random) {
        this.random = random;
    }

    /** Finds moves and enters them. */
    List<Move> run(Fabric fabric, LinkLoads loads, Tracing tracing, PlannerPolicy policy,
                   Collection<PlacedConnection> placed, int mostMoves) {
        if (mostMoves <= 0 || !overloaded(loads)) {
            return List.of();
        }
        RepairState state = new RepairState(loads, new PathChoices(fabric), placed, policy);
        double passing = state.passing();
        RepairSearch search = new RepairSearch(state, random, mostMoves);
        // A few overloaded links concern a few subflows each, and a few moves do not take all of a network's time.
        long concerned = Math.min(state.subflows().size(), Math.min(CONCERNED_BY_ONE * state.overloadedCount(),
                (long) TRIED_FOR_ONE * mostMoves));
        search.run(Math.max(FEWEST_STEPS, patience * concerned));
        RepairMoves moves = new RepairMoves(state, new PathPorts(fabric, tracing), policy);
        boolean worth = state.changes() > 0 && worth(state, passing, policy.gainThreshold(), loads)
                && moves.findPorts() && state.passing() > passing;
        patience = worth ? PATIENCE : Math.max(LEAST_PATIENCE, patience / 2);
        moves.restore();
        return worth ? moves.enter(loads, tracing) : List.of();
    }

    private static boolean overloaded(LinkLoads loads) {
        for (int link = 0; link < loads.count(); link++) {
            if (loads.chosen(link) && loads.use(link, 0) > 1 + SLACK) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether each change brings enough: either in traffic that gets through, as part of the rate of the connection
     * that is changed; or in what the connections get, as part of what they had, which counts those the most that
     * have the least.
     */
    private static boolean worth(RepairState state, double passing, double threshold, LinkLoads loads) {
        if (state.passing() - passing >= threshold * state.changedRates()) {
            return true;
        }
        double[] after = new MaxMinRates(loads, state.connections()).fill();
        int[] paths = state.paths();
        state.reset();
        double[] before = new MaxMinRates(loads, state.connections()).fill();
        state.reset(paths);
        double gain = 0;
        for (int i = 0; i < before.length; i++) {
            gain += before[i] > 0 && after[i] > 0 ? Math.log(after[i] / before[i]) : 0;
        }
        return gain >= threshold * state.changes();
    }
}
