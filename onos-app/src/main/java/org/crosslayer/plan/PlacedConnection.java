// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosslayer.ecmp.FiveTuple;

/**
 * A connection as it is accounted: each subflow that carries data counts for an equal part of the connection's rate
 * on every link of its path. Mutable; belongs to one {@link Placement}.
 */
final class PlacedConnection {

    /** Smaller parts than quarters of a link did not fill networks better. */
    private static final int MOST_PARTS = 4;
    /** A connection that has only a part of its hosts' links is divided accordingly: into halves, thirds or not. */
    private static final int PARTS_OF_A_HOST = 6;
    private static final double ROUNDING = 1e-6;

    private final ConnectionView view;
    private final DataDirection direction;
    private final List<PlacedSubflow> subflows = new ArrayList<>(4);
    private List<int[]> unreachable = List.of();
    private long rate;
    /** Part of the capacity of its hosts that it gets; 1 where it is alone. */
    private double part = 1;
    /** Host that sends the data, and host that receives it; -1 if not known. */
    private final int from;
    private final int to;
    /** Whether it is known how fast the links of both hosts are. */
    private boolean rated = true;

    PlacedConnection(ConnectionView view, DataDirection direction, int from, int to) {
        this.view = view;
        this.direction = direction;
        this.from = from;
        this.to = to;
    }

    ConnectionView view() {
        return view;
    }

    DataDirection direction() {
        return direction;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    boolean bothWays() {
        return direction == DataDirection.BOTH;
    }

    List<PlacedSubflow> subflows() {
        return subflows;
    }

    /** Says whether it is known how fast the links of both hosts are. */
    PlacedConnection rated(boolean known) {
        rated = known;
        return this;
    }

    /**
     * Whether subflows that only the policy's minimum asks for share no link with others of the connection, whatever
     * the load: nobody knows how much of the hosts' links one path leaves unused.
     */
    boolean apart(PlannerPolicy policy) {
        return !rated && policy.minSubflows() > 1;
    }

    long rate() {
        return rate;
    }

    /** Sets what the connection is expected to send, and which part of its hosts' capacity it may have. */
    void rate(long bps, double partOfHosts) {
        rate = bps;
        part = partOfHosts;
    }

    /** Part of the capacity of its hosts that it gets, 0..1. */
    double part() {
        return part;
    }

    boolean initial(PlacedSubflow subflow) {
        return subflow.tuple().equals(view.initial());
    }

    /** Subflows whose path is known. */
    int known() {
        int count = 0;
        for (PlacedSubflow subflow : subflows) {
            count += subflow.links().length > 0 ? 1 : 0;
        }
        return count;
    }

    int active() {
        int count = 0;
        for (int i = 0; i < subflows.size(); i++) {
            count += subflows.get(i).active() ? 1 : 0;
        }
        return count;
    }

    /** Part of the rate that one subflow counts for if so many carry data. */
    long share(int active) {
        return active == 0 ? 0 : rate / active;
    }

    /** Accounts every subflow anew. */
    void account(LinkLoads loads) {
        long share = share(active());
        for (int i = 0; i < subflows.size(); i++) {
            PlacedSubflow subflow = subflows.get(i);
            subflow.account(loads, subflow.active() ? share : 0);
        }
    }

    /**
     * Most subflows that carry data and are worth having for the load's sake: smaller parts than quarters did not
     * fill networks better, unless the hosts' links are faster than those between devices. Who shares its host's
     * link gets fewer, or else those that came first, when there was more, would get more for ever.
     */
    int parts(LinkLoads loads, PlannerPolicy policy) {
        return parts(rate, part, loads, policy);
    }

    /** The same with a rate and a part of the hosts' links that may be older. */
    int parts(long rate, double part, LinkLoads loads, PlannerPolicy policy) {
        long least = (rate - 1) / narrowest(loads) + 1;
        int most = (int) Math.max(MOST_PARTS, Math.min(PlannerPolicy.SUBFLOW_LIMIT, least));
        int parts = Math.min(most, (int) (Math.max(PARTS_OF_A_HOST, most) * part + ROUNDING));
        return Math.max(1, Math.min(parts, mostActive(policy)));
    }

    /** So many parts are as small as those of others in a crowded network: a slow connection needs no division. */
    int spread(LinkLoads loads) {
        return (int) Math.min(PlannerPolicy.SUBFLOW_LIMIT,
                Math.ceil((double) PARTS_OF_A_HOST * rate / narrowest(loads) - ROUNDING));
    }

    /** Capacity of the narrowest link between devices on its paths. */
    private long narrowest(LinkLoads loads) {
        long narrowest = Long.MAX_VALUE;
        for (int i = 0; i < subflows.size(); i++) {
            for (int link : subflows.get(i).links()) {
                narrowest = loads.chosen(link) ? Math.min(narrowest, loads.capacity(link)) : narrowest;
            }
        }
        return narrowest;
    }

    /** Most subflows that carry data: of three and more, an initial one that may become a backup is none of them. */
    static int mostActive(PlannerPolicy policy) {
        return policy.maxSubflows() - (policy.demoteInitial() && policy.maxSubflows() > 2 ? 1 : 0);
    }

    /** Takes everything away. */
    void withdraw(LinkLoads loads) {
        for (int i = 0; i < subflows.size(); i++) {
            subflows.get(i).account(loads, 0);
        }
    }

    /**
     * What gets through of the rate, if an overloaded link passes the same fraction of all that is put on it.
     * Too pessimistic, as the other subflows make up for some of it, but no path is misjudged for that.
     */
    double passing(LinkLoads loads) {
        double sum = 0;
        for (int i = 0; i < subflows.size(); i++) {
            PlacedSubflow subflow = subflows.get(i);
            if (subflow.accounted() > 0) {
                sum += subflow.accounted() / Math.max(1, loads.worst(subflow.links(), 0));
            }
        }
        return sum;
    }

    /** Takes over what was learnt of the same connection. */
    void remember(PlacedConnection before) {
        unreachable = before.unreachable;
    }

    /** Links of a subflow that it has; null if it has none like that. */
    int[] links(FiveTuple tuple, DataDirection wanted) {
        for (int i = 0; wanted == direction && i < subflows.size(); i++) {
            if (subflows.get(i).tuple().equals(tuple)) {
                return subflows.get(i).links();
            }
        }
        return null;
    }

    /** Notes that no source port leads onto a path. */
    void unreachable(int[] linksBetweenDevices) {
        if (unreachable.isEmpty()) {
            unreachable = new ArrayList<>();
        }
        unreachable.add(linksBetweenDevices);
    }

    boolean unreachable(int[] links, int start, int end) {
        for (int i = 0; i < unreachable.size(); i++) {
            int[] path = unreachable.get(i);
            if (Arrays.equals(path, 0, path.length, links, start, end)) {
                return true;
            }
        }
        return false;
    }
}
