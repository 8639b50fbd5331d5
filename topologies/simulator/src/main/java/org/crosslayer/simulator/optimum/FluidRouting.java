// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.optimum;

import java.util.Arrays;
import org.crosslayer.fabric.Fabric;

/**
 * Looks for a split of connections over all their paths that carries given rates: the proof that a bound can be
 * reached. Begins with equal shares and then moves rate between two paths of one connection at a time, from the one
 * with the most overload to the one with the least, so that the sum over links of (load - capacity)^2 / capacity,
 * taken where the load is larger, falls as much as it can. The sum is convex: it falls to 0 if the rates can be
 * carried at all.
 */
public final class FluidRouting {

    private static final int MOST_SWEEPS = 400;
    private static final double GOOD_ENOUGH = 1e-4;

    private final double[] capacity;
    private final double[] load;
    /** Links by connection and path. */
    private final int[][][] paths;
    private final double[][] split;

    /**
     * Connections and the paths that each may use.
     *
     * @param fabric the network
     * @param paths  links, by connection and path; a connection without a path carries nothing
     */
    public FluidRouting(Fabric fabric, int[][][] paths) {
        this.paths = paths;
        capacity = new double[fabric.linkCount()];
        for (int link = 0; link < capacity.length; link++) {
            capacity[link] = fabric.link(link).rateBps();
        }
        load = new double[capacity.length];
        split = new double[paths.length][];
    }

    /**
     * The part of the rates that a routing was found for.
     *
     * @param rates bits per second of every connection
     * @return largest fraction of all of them that fits together; 1 if they can be carried
     */
    public double carried(double[] rates) {
        Arrays.fill(load, 0);
        for (int i = 0; i < paths.length; i++) {
            split[i] = new double[paths[i].length];
            Arrays.fill(split[i], rates[i] / paths[i].length);
            for (int p = 0; p < split[i].length; p++) {
                add(paths[i][p], split[i][p]);
            }
        }
        double overload = overload();
        for (int sweep = 0; sweep < MOST_SWEEPS && overload > 1 + GOOD_ENOUGH; sweep++) {
            for (int i = 0; i < paths.length; i++) {
                shift(paths[i], split[i]);
            }
            overload = overload();
        }
        return overload <= 1 + GOOD_ENOUGH ? 1 : 1 / overload;
    }

    private void shift(int[][] path, double[] share) {
        int best = -1;
        int worst = -1;
        double least = 0;
        double most = 0;
        for (int p = 0; p < path.length; p++) {
            double price = price(path[p]);
            if (best < 0 || price < least) {
                best = p;
                least = price;
            }
            if (share[p] > 0 && (worst < 0 || price > most)) {
                worst = p;
                most = price;
            }
        }
        if (worst < 0 || most <= least) {
            return;
        }
        // Newton's step; links that are not full yet on the better path may become so, which the next step mends.
        double moved = Math.min(share[worst], (most - least) / (curvature(path[worst]) + curvature(path[best])));
        share[worst] -= moved;
        share[best] += moved;
        add(path[worst], -moved);
        add(path[best], moved);
    }

    private double price(int[] path) {
        double price = 0;
        for (int link : path) {
            price += Math.max(0, load[link] - capacity[link]) / capacity[link];
        }
        return price;
    }

    private double curvature(int[] path) {
        double curvature = 0;
        for (int link : path) {
            curvature += load[link] > capacity[link] ? 1 / capacity[link] : 0;
        }
        return curvature;
    }

    private void add(int[] path, double rate) {
        for (int link : path) {
            load[link] += rate;
        }
    }

    private double overload() {
        double most = 0;
        for (int link = 0; link < load.length; link++) {
            most = Math.max(most, load[link] / capacity[link]);
        }
        return most;
    }
}
