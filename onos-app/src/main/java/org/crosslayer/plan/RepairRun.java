// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Collection;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathChoices;

/**
 * One search for moves that relieve overloaded links, on a copy of what is accounted. It is begun and finished by
 * {@link Placement} under its callers' lock, for moments; {@link #search} takes its time outside of it.
 *
 * <p>Of the connections it reads only what never changes after they were placed: whatever happens to one meanwhile
 * places it anew. Their rates do change, so they are copied too.
 */
public final class RepairRun {

    private static final long FEWEST_STEPS = 200;
    /** Subflows that one overloaded link may concern. */
    private static final int CONCERNED_BY_ONE = 16;
    /** Subflows looked at for each move that may be made. */
    private static final int TRIED_FOR_ONE = 16;

    private final Fabric fabric;
    private final LinkLoads loads;
    private final PlannerPolicy policy;
    private final PlacedConnection[] placed;
    private final long[] rates;
    private final int mostMoves;
    private final int patience;
    private final RandomSource random;
    private RepairMoves moves;
    private boolean worth;
    private boolean finished;

    RepairRun(Fabric fabric, LinkLoads loads, PlannerPolicy policy, Collection<PlacedConnection> placed,
              int mostMoves, int patience, RandomSource random) {
        this.fabric = fabric;
        this.loads = loads.copy();
        this.policy = policy;
        this.placed = placed.toArray(new PlacedConnection[0]);
        this.rates = new long[this.placed.length];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = this.placed[i].rate();
        }
        this.mostMoves = mostMoves;
        this.patience = patience;
        this.random = random;
    }

    /** Searches; to be called once, from any thread, one search of a placement at a time. */
    public void search() {
        RepairState state = new RepairState(loads, new PathChoices(fabric), placed, rates, policy);
        double passing = state.passing();
        RepairSearch search = new RepairSearch(state, random, mostMoves);
        // A few overloaded links concern a few subflows each, and a few moves do not take all of a network's time.
        long concerned = Math.min(state.subflows().size(), Math.min(CONCERNED_BY_ONE * state.overloadedCount(),
                (long) TRIED_FOR_ONE * mostMoves));
        search.run(Math.max(FEWEST_STEPS, patience * concerned));
        moves = new RepairMoves(state, new PathPorts(fabric, new Tracing(fabric)), policy);
        worth = state.changes() > 0 && worth(state, passing, policy.gainThreshold(), loads)
                && moves.findPorts() && state.passing() > passing;
    }

    /** Whether {@link Placement#finishRepair} has nothing more to do. */
    public boolean finished() {
        return finished;
    }

    void finish() {
        finished = true;
    }

    Fabric fabric() {
        return fabric;
    }

    /** What was found; whether it is {@link #worth} it or not. */
    RepairMoves moves() {
        return moves;
    }

    boolean worth() {
        return worth;
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
