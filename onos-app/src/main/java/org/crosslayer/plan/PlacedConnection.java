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

    private static final int FEWEST_PARTS = 4;

    private final ConnectionView view;
    private final DataDirection direction;
    private final List<PlacedSubflow> subflows = new ArrayList<>(4);
    private List<int[]> unreachable = List.of();
    private long rate;
    /** Host that sends the data, and host that receives it; -1 if not known. */
    private final int from;
    private final int to;

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

    long rate() {
        return rate;
    }

    /** Sets what the connection is expected to send. */
    void rate(long bps) {
        rate = bps;
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
     * fill networks better, unless the hosts' links are faster than those between devices.
     */
    int parts(long rate, LinkLoads loads) {
        long narrowest = Long.MAX_VALUE;
        for (PlacedSubflow subflow : subflows) {
            for (int link : subflow.links()) {
                narrowest = loads.chosen(link) ? Math.min(narrowest, loads.capacity(link)) : narrowest;
            }
        }
        return (int) Math.max(FEWEST_PARTS, Math.min(PlannerPolicy.SUBFLOW_LIMIT, (rate - 1) / narrowest + 1));
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
