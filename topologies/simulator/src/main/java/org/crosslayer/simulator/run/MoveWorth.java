// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.simulator.scheme.Connection;

/**
 * Whether the moves of connections were worth anything: each moved connection is put back alone to where it was before,
 * and the rates of all are worked out again.
 */
final class MoveWorth {

    /** Connections up to which this is done: every moved one takes a max-min computation of the whole network. */
    static final int MOST_CONNECTIONS = 1100;
    private static final double EQUAL = 1e-6;

    private final List<List<int[]>> before;

    /** Remembers where all are before the moves. */
    MoveWorth(List<Connection> connections) {
        before = carrying(connections);
    }

    /**
     * Enters what was moved since, and how much of it was useless: without it neither the connections' rates together
     * nor their fairness (the sum of the rates' logarithms) would be less.
     */
    void enter(Fabric fabric, List<Connection> connections, Result result) {
        List<List<int[]>> after = carrying(connections);
        double[] rates = ConnectionRates.ofPaths(fabric, after);
        int moved = 0;
        int useless = 0;
        for (int i = 0; i < after.size(); i++) {
            if (!same(before.get(i), after.get(i))) {
                moved++;
                List<List<int[]>> without = new ArrayList<>(after);
                without.set(i, before.get(i));
                useless += useless(rates, ConnectionRates.ofPaths(fabric, without)) ? 1 : 0;
            }
        }
        result.put("moved_connections", (long) moved).put("useless_moved_connections", (long) useless);
    }

    static boolean useless(double[] with, double[] without) {
        double gain = 0;
        double sum = 0;
        for (int i = 0; i < with.length; i++) {
            gain += Math.log(with[i] / without[i]);
            sum += with[i] - without[i];
        }
        return gain <= EQUAL && sum <= EQUAL * Arrays.stream(with).sum();
    }

    private static boolean same(List<int[]> one, List<int[]> other) {
        return one.size() == other.size() && Arrays.deepEquals(one.toArray(), other.toArray());
    }

    private static List<List<int[]>> carrying(List<Connection> connections) {
        return connections.stream().map(ConnectionRates::carrying).toList();
    }
}
