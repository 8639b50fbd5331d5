// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    /** A search that ends with overloaded links is begun again while all steps together are fewer: some 20 ms. */
    private static final long STEPS_TO_BEGIN_AGAIN = 20_000;
    /** Subflows that one overloaded link may concern. */
    private static final int CONCERNED_BY_ONE = 16;
    /** Subflows looked at for each move that may be made. */
    private static final int TRIED_FOR_ONE = 16;
    /** Part of the subflows in question that may be left alone just now if a search is to tell that there is no way. */
    private static final double MOST_RESTING = 0.1;
    /** Who gets less than so much of what the others get of their rates is starved. */
    private static final double STARVED = 0.7;

    private final Fabric fabric;
    private LinkLoads loads;
    private final PlannerPolicy policy;
    private final PlacedConnection[] placed;
    private final long[] rates;
    private final double[] parts;
    private final Map<PlacedConnection, Integer> levels;
    private final int mostMoves;
    private final int patience;
    private final RandomSource random;
    private RepairMoves moves;
    private boolean worth;
    private boolean searched;
    private boolean conclusive;
    private boolean searchWorth;
    private boolean finished;

    RepairRun(Fabric fabric, LinkLoads loads, PlannerPolicy policy, Collection<PlacedConnection> placed,
              Map<PlacedConnection, Integer> levels, int mostMoves, int patience, RandomSource random) {
        this.fabric = fabric;
        this.loads = loads.copy();
        this.policy = policy;
        this.placed = placed.toArray(new PlacedConnection[0]);
        this.rates = new long[this.placed.length];
        this.parts = new double[this.placed.length];
        this.levels = levels;
        for (int i = 0; i < rates.length; i++) {
            rates[i] = this.placed[i].rate();
            parts[i] = this.placed[i].part();
        }
        this.mostMoves = mostMoves;
        this.patience = patience;
        this.random = random;
    }

    /** Searches; to be called once, from any thread, one search of a placement at a time. */
    public void search() {
        loads = loads.workedOut();
        RepairState state = new RepairState(loads, new PathChoices(fabric), placed, rates, parts, policy);
        RepairSearch search = new RepairSearch(state, random, mostMoves);
        boolean levelled = !levels.isEmpty() && level(state, search);
        double passing = state.passing();
        boolean relieved = relieve(state, search, passing);
        boolean fed = !relieved && state.overloadedCount() > 0 && feed(state, search);
        moves = new RepairMoves(state, new PathPorts(fabric, new Tracing(fabric)), policy);
        worth = state.changes() > 0 && moves.findPorts() && (levelled || fed || state.passing() > passing);
    }

    /** Gives connections at one host fair numbers of subflows; says whether it was worth it. */
    private boolean level(RepairState state, RepairSearch search) {
        double[] before = maxMin(state);
        search.level(levels);
        if (state.changes() > 0 && gain(before, maxMin(state)) >= policy.gainThreshold() * state.changes()) {
            return true;
        }
        search.forgetLevels();
        return false;
    }

    /** Relieves overloaded links, beyond what has been changed already; what is not worth it is taken back. */
    private boolean relieve(RepairState state, RepairSearch search, double passing) {
        int changes = state.changes();
        if (state.overloadedCount() == 0 || state.moves() >= mostMoves) {
            return false;
        }
        double resting = state.restingOnOverloaded();
        if (resting == 1) {
            return false;
        }
        conclusive = resting < MOST_RESTING;
        searched = true;
        int[] paths = state.paths();
        double usable = state.changedRates();
        // A few overloaded links concern a few subflows each, and a few moves do not take all of a network's time.
        long concerned = Math.min(state.subflows().size(), Math.min(CONCERNED_BY_ONE * state.overloadedCount(),
                (long) TRIED_FOR_ONE * mostMoves));
        search.run(Math.max(FEWEST_STEPS, patience * concerned),
                patience == Repair.PATIENCE ? STEPS_TO_BEGIN_AGAIN : 0);
        searchWorth = state.changes() > changes && (state.passing() - passing
                >= policy.gainThreshold() * (state.changedRates() - usable) || fairer(state, paths, changes));
        if (!searchWorth) {
            state.reset(paths);
        }
        return searchWorth;
    }

    /**
     * Where there is less capacity than is asked for, and nothing relieves it: one more subflow for those that get
     * by far less of their rate than the others do, if that makes the shares fairer.
     */
    private boolean feed(RepairState state, RepairSearch search) {
        double[] had = maxMin(state);
        List<RepairConnection> connections = state.connections();
        double mean = IntStream.range(0, had.length).mapToDouble(i -> part(had[i], connections.get(i))).average()
                .orElse(0);
        int changes = state.changes();
        int[] paths = state.paths();
        for (int i = 0; i < had.length && state.moves() < mostMoves; i++) {
            RepairConnection connection = connections.get(i);
            if (connection.movable() && part(had[i], connection) < STARVED * mean && connection.spare() != null) {
                search.open(connection);
            }
        }
        int more = state.changes() - changes;
        if (more > 0 && gain(had, maxMin(state)) >= policy.gainThreshold() * more) {
            return true;
        }
        state.reset(paths);
        return false;
    }

    private static double part(double bps, RepairConnection connection) {
        return connection.rate() == 0 ? 1 : bps / connection.rate();
    }

    /**
     * Whether each change brings enough in what the connections get, as part of what they had, which counts those
     * the most that have the least.
     */
    private boolean fairer(RepairState state, int[] before, int changes) {
        int more = state.changes() - changes;
        double[] after = maxMin(state);
        int[] paths = state.paths();
        state.reset(before);
        double gain = gain(maxMin(state), after);
        state.reset(paths);
        return gain >= policy.gainThreshold() * more;
    }

    private double[] maxMin(RepairState state) {
        return new MaxMinRates(fabric, loads, state.connections()).fill();
    }

    /** Growth of the sum of the rates' logarithms. */
    private static double gain(double[] before, double[] after) {
        double gain = 0;
        for (int i = 0; i < before.length; i++) {
            gain += before[i] > 0 && after[i] > 0 ? Math.log(after[i] / before[i]) : 0;
        }
        return gain;
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

    /** Whether overloaded links were looked after. */
    boolean searched() {
        return searched;
    }

    /** Whether, if it was in vain, another one would be too for now: nearly all that might be moved could be. */
    boolean conclusive() {
        return conclusive;
    }

    /** Whether that was worth it. */
    boolean searchWorth() {
        return searchWorth;
    }
}
