// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.PathChoices;

/**
 * A connection while a repair tries changes. Its paths are numbered: first those that its subflows had at the start,
 * then, once they have been asked for, all others. Links of hosts are left out, since no change concerns them.
 */
final class RepairConnection {

    private final PlacedConnection placed;
    /** What it is expected to send, as of when the repair began. */
    private final long rate;
    private final boolean movable;
    private final boolean demotable;
    private final boolean apart;
    private final int parts;
    private final int most;
    private final long usable;
    private final List<RepairSubflow> subflows = new ArrayList<>(4);
    private int[] links = new int[16];
    private int[] ends = new int[4];
    /** Paths numbered; those at the start only, or all. */
    private int size;
    private int moves;
    private boolean all;

    RepairConnection(PlacedConnection placed, long rate, double part, PlannerPolicy fallback, LinkLoads loads,
                     List<RepairSubflow> numbered) {
        PlannerPolicy policy = placed.view().policy().orElse(fallback);
        this.placed = placed;
        this.rate = rate;
        this.movable = placed.view().movable() && !placed.bothWays();
        this.demotable = movable && policy.demoteInitial();
        this.apart = placed.apart(policy);
        this.most = policy.maxSubflows();
        this.parts = placed.parts(rate, part, loads, policy);
        this.usable = usable(placed, rate, loads);
        for (PlacedSubflow subflow : placed.subflows()) {
            if (subflow.active()) {
                int path = number(subflow.links(), 0, subflow.links().length, loads);
                add(numbered, subflow, placed.initial(subflow), path);
            }
        }
        for (int i = placed.known(); movable && i < most; i++) {
            add(numbered, null, false, RepairSubflow.NONE);
        }
    }

    private void add(List<RepairSubflow> numbered, PlacedSubflow subflow, boolean initial, int path) {
        RepairSubflow added = new RepairSubflow(numbered.size(), this, subflow, initial, path);
        numbered.add(added);
        subflows.add(added);
    }

    PlacedConnection placed() {
        return placed;
    }

    /**
     * Bits per second that the connection could use: its part of its hosts' links or, if it asks for less than that,
     * all of the narrower one. Otherwise an idle connection would be worth a move for next to nothing.
     */
    long usable() {
        return usable;
    }

    private static long usable(PlacedConnection placed, long rate, LinkLoads loads) {
        if (rate < placed.view().demandBps()) {
            return rate;
        }
        long narrowest = Long.MAX_VALUE;
        for (PlacedSubflow subflow : placed.subflows()) {
            int[] path = subflow.links();
            if (path.length > 0) {
                narrowest = Math.min(narrowest, loads.capacity(path[0]));
                narrowest = Math.min(narrowest, loads.capacity(path[path.length - 1]));
            }
        }
        return narrowest == Long.MAX_VALUE ? rate : narrowest;
    }

    boolean movable() {
        return movable;
    }

    long rate() {
        return rate;
    }

    /** Part of the rate that one subflow counts for if so many carry data. */
    long share(int active) {
        return active == 0 ? 0 : rate / active;
    }

    /** Most subflows that the policy allows. */
    int most() {
        return most;
    }

    /** Whether the initial subflow may become a backup. */
    boolean demotable() {
        return demotable;
    }

    List<RepairSubflow> subflows() {
        return subflows;
    }

    /** One that might be added; null if the policy allows no more, or no more would help. */
    RepairSubflow spare() {
        return active() >= parts ? null : anySpare();
    }

    /** One that might be added as far as the policy is concerned; null if there is none. */
    RepairSubflow anySpare() {
        for (int i = subflows.size() - 1; i >= 0 && subflows.get(i).spare(); i--) {
            if (!subflows.get(i).active()) {
                return subflows.get(i);
            }
        }
        return null;
    }

    int active() {
        int count = 0;
        for (int i = 0; i < subflows.size(); i++) {
            count += subflows.get(i).active() ? 1 : 0;
        }
        return count;
    }

    /** Counts the moves that its changes take; how many more there are than when this was called last. */
    int recount() {
        int before = moves;
        boolean demoted = false;
        int opened = 0;
        int closed = 0;
        for (int i = 0; i < subflows.size(); i++) {
            RepairSubflow subflow = subflows.get(i);
            if (subflow.changed()) {
                opened += subflow.active() ? 1 : 0;
                closed += subflow.active() || subflow.initial() ? 0 : 1;
                demoted |= !subflow.active() && subflow.initial();
            }
        }
        moves = opened + closed + (demoted && opened == 0 ? 1 : 0);
        return moves - before;
    }

    /** Whether a path is none for a subflow, as another one of the connection is on some link of it. */
    boolean taken(int path, RepairSubflow by) {
        for (int i = 0; apart && i < subflows.size(); i++) {
            RepairSubflow other = subflows.get(i);
            if (other != by && other.active() && meet(path, other.path())) {
                return true;
            }
        }
        return false;
    }

    private boolean meet(int one, int other) {
        for (int i = start(one); i < end(one); i++) {
            for (int j = start(other); j < end(other); j++) {
                if (links[i] == links[j]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What each subflow counts for. */
    long share() {
        return share(active());
    }

    int start(int path) {
        return path == 0 ? 0 : ends[path - 1];
    }

    int end(int path) {
        return ends[path];
    }

    int link(int index) {
        return links[index];
    }

    /** Links of all paths, one path after the other. */
    int[] links() {
        return links;
    }

    /** Links of a path between devices. */
    int[] links(int path) {
        return Arrays.copyOfRange(links, start(path), ends[path]);
    }

    boolean changed() {
        for (RepairSubflow subflow : subflows) {
            if (subflow.changed()) {
                return true;
            }
        }
        return false;
    }

    void forEachLink(int path, IntConsumer action) {
        for (int i = start(path); i < ends[path]; i++) {
            action.accept(links[i]);
        }
    }

    /** Number of all paths; finds them when it is asked for the first time. */
    int paths(PathChoices choices, LinkLoads loads) {
        if (!all) {
            all = true;
            int count = choices.find(from(), to());
            for (int i = 0; i < count; i++) {
                number(choices.links(), choices.start(i), choices.end(i), loads);
            }
        }
        return size;
    }

    private Address from() {
        FiveTuple initial = placed.view().initial();
        return placed.direction() == DataDirection.INBOUND ? initial.destination() : initial.source();
    }

    private Address to() {
        FiveTuple initial = placed.view().initial();
        return placed.direction() == DataDirection.INBOUND ? initial.source() : initial.destination();
    }

    /** The number of a path, a new one if it is new. */
    private int number(int[] from, int start, int end, LinkLoads loads) {
        int begin = size == 0 ? 0 : ends[size - 1];
        if (begin + end - start > links.length) {
            links = Arrays.copyOf(links, 2 * (begin + end - start));
        }
        int at = begin;
        for (int i = start; i < end; i++) {
            if (loads.chosen(from[i])) {
                links[at++] = from[i];
            }
        }
        for (int path = 0; path < Math.min(size, subflows.size() + 1); path++) {
            if (Arrays.equals(links, start(path), ends[path], links, begin, at)) {
                return path;
            }
        }
        if (all && placed.unreachable(links, begin, at)) {
            return RepairSubflow.NONE;
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        ends[size] = at;
        return size++;
    }
}
