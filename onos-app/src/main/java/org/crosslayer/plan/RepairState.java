// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosslayer.fabric.PathChoices;

/**
 * All subflows that carry data, on the links between devices, while a repair tries changes: which link has which
 * subflows, which links are overloaded, and what that costs. The cost is the sum of max(0, use - 1)^2 over links.
 */
final class RepairState {

    private final LinkLoads loads;
    private final PathChoices choices;
    private final List<RepairConnection> connections = new ArrayList<>();
    private final List<RepairSubflow> subflows = new ArrayList<>();
    /** Numbers of the subflows on every link; null where there never were any. */
    private final int[][] on;
    private final int[] onCount;
    private final int[] overloaded;
    private final int[] overloadedAt;
    private int overloadedCount;
    private double cost;
    private final int[] changed;
    private final int[] changedAt;
    private int changes;
    private int moves;

    RepairState(LinkLoads loads, PathChoices choices, PlacedConnection[] placed, long[] rates,
                double[] parts, PlannerPolicy policy) {
        this.loads = loads;
        this.choices = choices;
        this.on = new int[loads.count()][];
        this.onCount = new int[loads.count()];
        this.overloaded = new int[loads.count()];
        this.overloadedAt = new int[loads.count()];
        Arrays.fill(overloadedAt, -1);
        for (int i = 0; i < placed.length; i++) {
            connections.add(new RepairConnection(placed[i], rates[i], parts[i], policy, loads, subflows));
        }
        this.changed = new int[subflows.size()];
        this.changedAt = new int[subflows.size()];
        for (int link = 0; link < loads.count(); link++) {
            if (loads.chosen(link)) {
                cost += LinkLoads.excess(loads.use(link, 0));
                check(link);
            }
        }
        for (RepairSubflow subflow : subflows) {
            if (subflow.active()) {
                subflow.connection().forEachLink(subflow.path(), link -> enter(link, subflow.id()));
            }
        }
    }

    double cost() {
        return cost;
    }

    /** Subflows that are not as they were. */
    int changes() {
        return changes;
    }

    /** Changes as they are made: an initial subflow is demoted along with a subflow that is opened. */
    int moves() {
        return moves;
    }

    int overloadedCount() {
        return overloadedCount;
    }

    List<RepairConnection> connections() {
        return connections;
    }

    List<RepairSubflow> subflows() {
        return subflows;
    }

    /** Part of our subflows on overloaded links whose connections are left alone; 1 if there are no others. */
    double restingOnOverloaded() {
        int all = 0;
        int resting = 0;
        for (int i = 0; i < overloadedCount; i++) {
            int link = overloaded[i];
            all += onCount[link];
            for (int j = 0; j < onCount[link]; j++) {
                resting += subflows.get(on[link][j]).connection().movable() ? 0 : 1;
            }
        }
        return resting == all ? 1 : (double) resting / all;
    }

    /** A random subflow on a random overloaded link; null if no subflow of ours is there. */
    RepairSubflow pick(RandomSource random) {
        int link = overloaded[random.below(overloadedCount)];
        return onCount[link] == 0 ? null : subflows.get(on[link][random.below(onCount[link])]);
    }

    /** Takes all paths of a connection in, if that has not been done yet. */
    int paths(RepairConnection connection) {
        return connection.paths(choices, loads);
    }

    /** Path numbers of all subflows. */
    int[] paths() {
        return subflows.stream().mapToInt(RepairSubflow::path).toArray();
    }

    /** Puts all subflows back to where they were at the start. */
    void reset() {
        connections.forEach(this::reset);
    }

    void reset(RepairConnection connection) {
        // The ones that come back first, so that none is ever left without a subflow.
        for (RepairSubflow subflow : connection.subflows()) {
            if (subflow.changed() && subflow.original() >= 0) {
                set(subflow, subflow.original());
            }
        }
        for (RepairSubflow subflow : connection.subflows()) {
            if (subflow.changed()) {
                set(subflow, subflow.original());
            }
        }
    }

    /** Puts all subflows onto the paths of numbers that {@link #paths()} has given. */
    void reset(int[] paths) {
        for (RepairSubflow subflow : subflows) {
            if (subflow.path() != paths[subflow.id()] && paths[subflow.id()] >= 0) {
                set(subflow, paths[subflow.id()]);
            }
        }
        for (RepairSubflow subflow : subflows) {
            if (subflow.path() != paths[subflow.id()]) {
                set(subflow, paths[subflow.id()]);
            }
        }
    }

    /** What gets through of all rates, by the same estimate as {@link PlacedConnection#passing}. */
    double passing() {
        double sum = 0;
        for (RepairConnection connection : connections) {
            long share = connection.share();
            for (RepairSubflow subflow : connection.subflows()) {
                if (subflow.active()) {
                    double worst = 1;
                    for (int i = connection.start(subflow.path()); i < connection.end(subflow.path()); i++) {
                        worst = Math.max(worst, loads.use(connection.link(i), 0));
                    }
                    sum += share / worst;
                }
            }
        }
        return sum;
    }

    /** Use of the most used link of an active subflow. */
    double use(RepairSubflow subflow) {
        RepairConnection connection = subflow.connection();
        double worst = 0;
        for (int i = connection.start(subflow.path()); i < connection.end(subflow.path()); i++) {
            worst = Math.max(worst, loads.use(connection.link(i), 0));
        }
        return worst;
    }

    /** What the connections that were changed could use, counted once for each change. */
    double changedRates() {
        double sum = 0;
        for (int i = 0; i < changes; i++) {
            sum += subflows.get(changed[i]).connection().usable();
        }
        return sum;
    }

    /** Puts a subflow on another path, or on {@link RepairSubflow#NONE}; accounts the change of all shares. */
    void set(RepairSubflow subflow, int path) {
        RepairConnection connection = subflow.connection();
        boolean was = subflow.changed();
        if (path >= 0 == subflow.active()) {
            if (path >= 0) {
                lift(subflow, connection.share());
                subflow.path(path);
                put(subflow, connection.share());
            }
        } else {
            liftAll(connection);
            subflow.path(path);
            putAll(connection);
        }
        if (was != subflow.changed()) {
            note(subflow);
        }
        moves += connection.recount();
    }

    private void note(RepairSubflow subflow) {
        int id = subflow.id();
        if (subflow.changed()) {
            changedAt[id] = changes;
            changed[changes++] = id;
        } else {
            int last = changed[--changes];
            changed[changedAt[id]] = last;
            changedAt[last] = changedAt[id];
        }
    }

    /** A random one of the subflows that are not as they were; only if there are any. */
    RepairSubflow changed(RandomSource random) {
        return subflows.get(changed[random.below(changes)]);
    }

    void liftAll(RepairConnection connection) {
        liftAll(connection, connection.share());
    }

    void putAll(RepairConnection connection) {
        putAll(connection, connection.share());
    }

    /** Takes the subflows of a connection away, each of which counts for so much. */
    void liftAll(RepairConnection connection, long share) {
        List<RepairSubflow> all = connection.subflows();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).active()) {
                lift(all.get(i), share);
            }
        }
    }

    void putAll(RepairConnection connection, long share) {
        List<RepairSubflow> all = connection.subflows();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).active()) {
                put(all.get(i), share);
            }
        }
    }

    void lift(RepairSubflow subflow, long share) {
        RepairConnection connection = subflow.connection();
        for (int i = connection.start(subflow.path()); i < connection.end(subflow.path()); i++) {
            int link = connection.link(i);
            load(link, -share);
            leave(link, subflow.id());
        }
    }

    void put(RepairSubflow subflow, long share) {
        RepairConnection connection = subflow.connection();
        for (int i = connection.start(subflow.path()); i < connection.end(subflow.path()); i++) {
            int link = connection.link(i);
            load(link, share);
            enter(link, subflow.id());
        }
    }

    private void load(int link, long bps) {
        double before = loads.use(link, 0);
        double after = loads.use(link, bps);
        loads.add(link, bps);
        cost += LinkLoads.excess(after) - LinkLoads.excess(before);
        check(link);
    }

    private void check(int link) {
        boolean over = LinkLoads.excess(loads.use(link, 0)) > 0;
        if (over && overloadedAt[link] < 0) {
            overloadedAt[link] = overloadedCount;
            overloaded[overloadedCount++] = link;
        } else if (!over && overloadedAt[link] >= 0) {
            int last = overloaded[--overloadedCount];
            overloaded[overloadedAt[link]] = last;
            overloadedAt[last] = overloadedAt[link];
            overloadedAt[link] = -1;
        }
    }

    private void enter(int link, int subflow) {
        if (on[link] == null) {
            on[link] = new int[8];
        } else if (onCount[link] == on[link].length) {
            on[link] = Arrays.copyOf(on[link], 2 * onCount[link]);
        }
        on[link][onCount[link]++] = subflow;
    }

    private void leave(int link, int subflow) {
        int[] list = on[link];
        int i = 0;
        while (list[i] != subflow) {
            i++;
        }
        list[i] = list[--onCount[link]];
    }

    /** What it costs to put so much more on a path; not counted on beyond a limit. */
    double costOf(RepairConnection connection, int path, long bps, double limit) {
        return loads.cost(connection.links(), connection.start(path), connection.end(path), bps, limit);
    }
}
