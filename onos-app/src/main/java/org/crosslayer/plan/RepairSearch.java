// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Arrays;
import java.util.Map;

/**
 * Min-conflicts local search: takes a random subflow of a random overloaded link and puts it where that costs least,
 * sideways moves included, now and then anywhere; remembers the best state on its way and goes back to it.
 *
 * <p>Beside that, a connection may be given one more subflow, which makes all its subflows smaller, and an initial
 * subflow, whose path nobody has chosen, may be made a backup.
 */
final class RepairSearch {

    /** How often a subflow goes anywhere: strictly improving and sideways moves alone end in dead ends. */
    private static final double NOISE = 0.01;
    /** How often a subflow is divided instead of moved. */
    private static final double SPLIT = 0.1;
    /** How often an initial subflow is made a backup although that is worse at first. */
    private static final double DEMOTE = 0.03;
    /** How often an initial subflow that might become a backup stays and is divided. */
    private static final double EITHER = 0.8;
    private static final int MOST_SIDEWAYS = 4;
    private static final double EQUAL = 1e-9;

    private final RepairState state;
    private final RandomSource random;
    private final int mostMoves;
    /** What was changed since the best state: numbers of subflows and the paths that they had. */
    private int[] changed = new int[256];
    private int[] had = new int[256];
    private int changedCount;
    private double best;
    private int bestChanges;
    private long steps;

    RepairSearch(RepairState state, RandomSource random, int mostMoves) {
        this.state = state;
        this.random = random;
        this.mostMoves = mostMoves;
        this.best = state.cost();
    }

    long steps() {
        return steps;
    }

    /**
     * Searches until nothing is overloaded, or nothing was gained for long; leaves the best state that was met. A
     * search of chance may end anywhere; in a small network it is soon made again.
     *
     * @param patience steps without a better state after which it ends
     * @param again    as long as fewer steps were made in all, it begins again from where it was, if it was in vain
     */
    void run(long patience, long again) {
        int[] first = state.paths();
        double cost = state.cost();
        int changes = state.changes();
        int[] bestPaths = first;
        double bestCost = cost;
        int fewest = changes;
        steps = 0;
        boolean more = true;
        while (more) {
            state.reset(first);
            best = cost;
            bestChanges = changes;
            changedCount = 0;
            walk(patience);
            if (state.cost() < bestCost - EQUAL || state.cost() < bestCost + EQUAL && state.changes() < fewest) {
                bestPaths = state.paths();
                bestCost = state.cost();
                fewest = state.changes();
            }
            more = state.overloadedCount() > 0 && steps < again;
        }
        state.reset(bestPaths);
        settle();
    }

    private void walk(long patience) {
        long last = steps;
        for (; state.overloadedCount() > 0 && steps - last < patience; steps++) {
            step();
            if (state.cost() < best - EQUAL || state.cost() < best + EQUAL && state.changes() < bestChanges) {
                if (state.cost() < best - EQUAL) {
                    last = steps;
                }
                best = state.cost();
                bestChanges = state.changes();
                changedCount = 0;
            }
        }
        while (changedCount > 0) {
            changedCount--;
            state.set(state.subflows().get(changed[changedCount]), had[changedCount]);
        }
        prune();
    }

    /** Gives connections so many subflows that carry data; what is changed for that stays. */
    void level(Map<PlacedConnection, Integer> targets) {
        for (RepairConnection connection : state.connections()) {
            Integer target = targets.get(connection.placed());
            boolean again = target != null;
            while (again && connection.active() != target) {
                again = connection.active() > target ? close(connection) : open(connection);
            }
        }
        settle();
    }

    void forgetLevels() {
        state.subflows().forEach(subflow -> subflow.pinned(false));
        state.reset();
        settle();
    }

    private void settle() {
        best = state.cost();
        bestChanges = state.changes();
        changedCount = 0;
    }

    /** Closes the subflow that is on the fullest path. */
    private boolean close(RepairConnection connection) {
        RepairSubflow worst = null;
        for (RepairSubflow subflow : connection.subflows()) {
            if (subflow.active() && !subflow.initial() && !subflow.spare()
                    && (worst == null || state.use(subflow) > state.use(worst))) {
                worst = subflow;
            }
        }
        if (worst != null) {
            set(worst, RepairSubflow.NONE);
            worst.pinned(true);
        }
        return worst != null;
    }

    /** Opens one more subflow, over the path where it costs least; it is not taken back. */
    boolean open(RepairConnection connection) {
        RepairSubflow spare = connection.anySpare();
        if (spare != null) {
            add(spare);
            spare.pinned(spare.active());
        }
        return spare != null && spare.active();
    }

    /** Takes back what has turned out not to be needed. */
    private void prune() {
        for (RepairSubflow subflow : state.subflows()) {
            if (subflow.changed() && !subflow.pinned()
                    && (subflow.original() >= 0 || subflow.connection().active() > 1)) {
                int path = subflow.path();
                double before = state.cost();
                state.set(subflow, subflow.original());
                if (state.cost() > before + EQUAL) {
                    state.set(subflow, path);
                }
            }
        }
    }

    private void step() {
        RepairSubflow subflow = state.pick(random);
        if (subflow == null || !subflow.connection().movable()) {
            return;
        }
        if (state.moves() >= mostMoves && !subflow.changed()) {
            takeBack();
            return;
        }
        RepairConnection connection = subflow.connection();
        RepairSubflow spare = connection.spare();
        if (subflow.initial()) {
            boolean demotable = connection.demotable() && connection.active() > 1;
            if (spare != null && (!demotable || !fits(connection.active()) || random.happens(EITHER))
                    && split(spare)) {
                return;
            }
            if (demotable) {
                demote(subflow, connection.anySpare());
            }
        } else if (spare == null || !random.happens(SPLIT) || !split(spare)) {
            relocate(subflow);
        }
    }

    /** At the limit of changes something else can be tried only after one was taken back. */
    private void takeBack() {
        RepairSubflow subflow = state.changed(random);
        if (!subflow.pinned() && (subflow.original() >= 0 || subflow.connection().active() > 1)) {
            set(subflow, subflow.original());
        }
    }

    private void set(RepairSubflow subflow, int path) {
        if (changedCount == changed.length) {
            changed = Arrays.copyOf(changed, 2 * changedCount);
            had = Arrays.copyOf(had, 2 * changedCount);
        }
        changed[changedCount] = subflow.id();
        had[changedCount++] = subflow.path();
        state.set(subflow, path);
    }

    private void relocate(RepairSubflow subflow) {
        RepairConnection connection = subflow.connection();
        int count = state.paths(connection);
        if (count < 2) {
            return;
        }
        int path;
        if (random.happens(NOISE)) {
            path = random.below(count);
            path = connection.taken(path, subflow) ? RepairSubflow.NONE : path;
        } else {
            long share = connection.share();
            state.lift(subflow, share);
            path = cheapest(subflow, count, share);
            state.put(subflow, share);
        }
        if (path >= 0 && path != subflow.path()) {
            set(subflow, path);
        }
    }

    /** One of the paths that a subflow may have, on which so much more costs least; NONE if there is none. */
    private int cheapest(RepairSubflow subflow, int count, long share) {
        RepairConnection connection = subflow.connection();
        double least = Double.MAX_VALUE;
        int cheapest = RepairSubflow.NONE;
        int equal = 0;
        for (int path = 0; path < count; path++) {
            double cost = state.costOf(connection, path, share, least);
            if (connection.taken(path, subflow)) {
                continue;
            }
            if (cost < least - EQUAL) {
                least = cost;
                cheapest = path;
                equal = 1;
            } else if (cost < least + EQUAL && random.below(++equal) == 0) {
                cheapest = path;
            }
        }
        return cheapest;
    }

    /** Adds subflows, each over the path where it costs least; takes them back if that is worse than before. */
    private boolean split(RepairSubflow first) {
        double before = state.cost();
        int journal = changedCount;
        RepairConnection connection = first.connection();
        RepairSubflow spare = first;
        do {
            add(spare);
            spare = spare.active() ? connection.spare() : null;
        } while (spare != null && !fits(connection.active()));
        double most = connection.active() <= MOST_SIDEWAYS ? before + EQUAL : before - EQUAL;
        boolean even = fits(connection.active()) || connection.active() == connection.most();
        if (first.active() && even && state.cost() < most && state.moves() <= mostMoves) {
            return true;
        }
        undo(journal);
        return false;
    }

    private void add(RepairSubflow spare) {
        RepairConnection connection = spare.connection();
        int count = state.paths(connection);
        if (count == 0) {
            return;
        }
        state.liftAll(connection);
        long share = connection.share(connection.active() + 1);
        state.putAll(connection, share);
        int path = cheapest(spare, count, share);
        state.liftAll(connection, share);
        state.putAll(connection);
        set(spare, path);
    }

    private void undo(int journal) {
        while (changedCount > journal) {
            changedCount--;
            state.set(state.subflows().get(changed[changedCount]), had[changedCount]);
        }
    }

    /** Parts of a half, a quarter and so on fill links evenly; thirds among them leave gaps. */
    private static boolean fits(int active) {
        return (active & active - 1) == 0;
    }

    /** Makes the initial subflow a backup: with another one in its place if there may be one, else without. */
    private void demote(RepairSubflow initial, RepairSubflow spare) {
        double before = state.cost();
        int journal = changedCount;
        set(initial, RepairSubflow.NONE);
        if (spare != null && fits(initial.connection().active() + 1)) {
            add(spare);
            if (state.cost() < before + EQUAL && state.moves() <= mostMoves) {
                return;
            }
            undo(journal);
            set(initial, RepairSubflow.NONE);
        }
        if (!fits(initial.connection().active()) || state.cost() > before + EQUAL && !random.happens(DEMOTE)) {
            undo(journal);
        }
    }
}
