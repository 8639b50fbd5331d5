// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many subflows the connections of one host should have. Multipath TCP in Linux does not couple congestion
 * control: on a host's link that several connections fill, one of four subflows gets four times as much as one of a
 * single subflow. So who has more subflows than its part of the link calls for loses some, and who has fewer gets
 * some, as long as each change makes the shares fairer by enough (sum of the logarithms of the rates).
 */
final class HostLevels {

    private final LinkLoads loads;
    private final PlannerPolicy fallback;
    private final Map<PlacedConnection, Integer> targets = new IdentityHashMap<>();
    private int changesLeft;
    private int largest;
    /** Of the connections at the host in question: subflows, what they can use at most, what they get. */
    private int[] counts = new int[8];
    private double[] limits = new double[8];
    private double[] shares = new double[8];

    HostLevels(LinkLoads loads, PlannerPolicy fallback) {
        this.loads = loads;
        this.fallback = fallback;
    }

    /** Connections that should have another number of subflows that carry data, with that number. */
    Map<PlacedConnection, Integer> targets(AccessRates rates, int mostChanges) {
        changesLeft = mostChanges;
        rates.forEachShared(this::level);
        targets.entrySet().removeIf(entry -> entry.getKey().active() == entry.getValue());
        return targets;
    }

    private void level(List<PlacedConnection> connections, long capacity, AccessRates.Limit limit) {
        int size = connections.size();
        if (size > counts.length) {
            counts = new int[2 * size];
            limits = new double[2 * size];
            shares = new double[2 * size];
        }
        double sum = 0;
        boolean same = true;
        largest = 1;
        for (int i = 0; i < size; i++) {
            PlacedConnection connection = connections.get(i);
            counts[i] = targets.getOrDefault(connection, connection.active());
            limits[i] = limit.of(connection);
            sum += limits[i];
            largest = Math.max(largest, counts[i]);
            same &= counts[i] == counts[0];
        }
        if (same || sum <= capacity) {
            return;
        }
        double fairness = fairness(size, capacity);
        while (changesLeft > 0) {
            int most = extreme(connections, -1);
            double fewer = most < 0 ? 0 : gain(most, -1, size, capacity, fairness);
            int least = extreme(connections, 1);
            double more = least < 0 ? 0 : gain(least, 1, size, capacity, fairness);
            int chosen = fewer >= more ? most : least;
            if (chosen < 0 || Math.max(fewer, more) < fallback.gainThreshold()) {
                return;
            }
            counts[chosen] += fewer >= more ? -1 : 1;
            fairness = fairness(size, capacity);
            targets.put(connections.get(chosen), counts[chosen]);
            changesLeft--;
        }
    }

    /** The connection that has most subflows for what it may have (step -1) or fewest (step 1) and may change. */
    private int extreme(List<PlacedConnection> connections, int step) {
        int found = -1;
        for (int i = 0; i < connections.size(); i++) {
            if (may(connections.get(i), i, step)
                    && (found < 0 || step * counts[i] * limits[found] < step * counts[found] * limits[i])) {
                found = i;
            }
        }
        return found;
    }

    private boolean may(PlacedConnection connection, int index, int step) {
        PlannerPolicy policy = connection.view().policy().orElse(fallback);
        if (!connection.view().movable() || connection.bothWays() || counts[index] == 0) {
            return false;
        }
        int parts = connection.parts(loads, policy);
        return step > 0 ? counts[index] < Math.min(Math.max(parts, largest), policy.maxSubflows()
                - connection.known() + connection.active())
                : counts[index] > Math.max(parts, policy.minSubflows()) && closable(connection, counts[index]);
    }

    /** Whether there is one left to close: the initial subflow stays. */
    private static boolean closable(PlacedConnection connection, int count) {
        int initial = 0;
        for (PlacedSubflow subflow : connection.subflows()) {
            initial += subflow.active() && connection.initial(subflow) ? 1 : 0;
        }
        return count > initial;
    }

    private double gain(int index, int step, int size, long capacity, double before) {
        counts[index] += step;
        double after = fairness(size, capacity);
        counts[index] -= step;
        return after - before;
    }

    /** Sum of the logarithms of what the connections get, if the link is shared among all subflows. */
    private double fairness(int size, long capacity) {
        Arrays.fill(shares, 0, size, -1);
        double left = capacity;
        int waiting = 0;
        for (int i = 0; i < size; i++) {
            waiting += counts[i];
        }
        boolean again = true;
        while (again) {
            again = false;
            for (int i = 0; i < size; i++) {
                if (shares[i] < 0 && counts[i] > 0 && limits[i] * waiting <= left * counts[i]) {
                    shares[i] = limits[i];
                    left -= limits[i];
                    waiting -= counts[i];
                    again = true;
                }
            }
        }
        double sum = 0;
        for (int i = 0; i < size; i++) {
            if (counts[i] > 0) {
                sum += Math.log(shares[i] < 0 ? left * counts[i] / waiting : Math.max(1, shares[i]));
            }
        }
        return sum;
    }
}
