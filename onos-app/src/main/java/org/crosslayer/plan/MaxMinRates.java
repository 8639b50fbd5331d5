// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Arrays;
import java.util.List;
import org.crosslayer.fabric.Fabric;

/**
 * What connections would get if every link were shared fairly among the subflows on it, no connection beyond its rate
 * (max-min fairness by progressive filling). Costs more than {@link PlacedConnection#passing} and is closer to what
 * Multipath TCP does; asked for only when a decision hangs on it.
 */
final class MaxMinRates {

    private final List<RepairConnection> connections;
    /** Capacity left by resource: the links first, then the connections themselves. */
    private final double[] left;
    private final int[] waiting;
    private final double[] rates;
    private final int links;
    private final int hosts;

    MaxMinRates(Fabric fabric, LinkLoads loads, List<RepairConnection> connections) {
        this.connections = connections;
        this.links = loads.count();
        this.hosts = fabric.hostCount();
        this.left = new double[links + 2 * hosts + connections.size()];
        this.waiting = new int[left.length];
        this.rates = new double[connections.size()];
        for (int link = 0; link < links; link++) {
            left[link] = Math.max(0, loads.capacity(link) - loads.foreign(link));
        }
        for (int host = 0; host < hosts; host++) {
            left[links + host] = AccessRates.sendingCapacity(fabric, loads, host);
            left[links + hosts + host] = AccessRates.receivingCapacity(fabric, loads, host);
        }
    }

    /** Rate of every connection in bits per second. */
    double[] fill() {
        int[] owner = new int[connections.stream().mapToInt(RepairConnection::active).sum()];
        int[][] resources = new int[owner.length][];
        int count = 0;
        for (int c = 0; c < connections.size(); c++) {
            RepairConnection connection = connections.get(c);
            PlacedConnection placed = connection.placed();
            left[links + 2 * hosts + c] = placed.bothWays() ? connection.rate() : placed.view().demandBps();
            for (RepairSubflow subflow : connection.subflows()) {
                if (subflow.active()) {
                    int[] between = connection.links(subflow.path());
                    int[] path = Arrays.copyOf(between, between.length + 3);
                    // A path is known only between known hosts.
                    path[between.length] = links + Math.max(0, placed.from());
                    path[between.length + 1] = links + hosts + Math.max(0, placed.to());
                    path[between.length + 2] = links + 2 * hosts + c;
                    resources[count] = path;
                    owner[count++] = c;
                }
            }
        }
        fill(resources, owner);
        return rates;
    }

    private void fill(int[][] resources, int[] owner) {
        for (int[] path : resources) {
            for (int resource : path) {
                waiting[resource]++;
            }
        }
        int[] first = new int[waiting.length + 1];
        for (int i = 0; i < waiting.length; i++) {
            first[i + 1] = first[i] + waiting[i];
        }
        int[] on = new int[first[waiting.length]];
        int[] next = first.clone();
        for (int i = 0; i < resources.length; i++) {
            for (int resource : resources[i]) {
                on[next[resource]++] = i;
            }
        }
        LevelQueue queue = new LevelQueue(waiting.length);
        for (int i = 0; i < waiting.length; i++) {
            if (waiting[i] > 0) {
                queue.put(i, left[i] / waiting[i]);
            }
        }
        boolean[] fixed = new boolean[resources.length];
        for (int resource = queue.take(); resource >= 0; resource = queue.take()) {
            double level = left[resource] / Math.max(1, waiting[resource]);
            for (int k = first[resource]; k < first[resource + 1]; k++) {
                int subflow = on[k];
                if (!fixed[subflow]) {
                    fixed[subflow] = true;
                    rates[owner[subflow]] += level;
                    for (int other : resources[subflow]) {
                        left[other] = Math.max(0, left[other] - level);
                        waiting[other]--;
                        if (other != resource && waiting[other] > 0) {
                            queue.put(other, left[other] / waiting[other]);
                        }
                    }
                }
            }
        }
    }
}
