// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.run;

import java.util.List;
import org.crosslayer.ecmp.Address;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathSet;
import org.crosslayer.simulator.network.Snapshots;
import org.crosslayer.simulator.optimum.FluidRouting;
import org.crosslayer.simulator.traffic.Demand;

/**
 * How much of a bound the network can carry when connections are split over all their shortest paths.
 */
final class BoundCheck {

    /** Paths of all connections together; beyond, the check would cost more memory than the simulation. */
    private static final long MOST_PATHS = 600_000;
    private static final int PATHS_OF_A_PAIR = 1_024;

    private final Snapshots snapshots;
    private final Fabric fabric;

    BoundCheck(Snapshots snapshots, Fabric fabric) {
        this.snapshots = snapshots;
        this.fabric = fabric;
    }

    /** Fraction of the rates that was found a routing for; 0 if the network is too large to look. */
    double carried(List<Demand> demands, double[] rates) {
        int[][][] paths = new int[demands.size()][][];
        long count = 0;
        for (int i = 0; i < paths.length; i++) {
            Address from = snapshots.address(demands.get(i).sender());
            Address to = snapshots.address(demands.get(i).receiver());
            PathSet set = fabric.paths(from, to, PATHS_OF_A_PAIR);
            paths[i] = new int[set.size()][];
            for (int p = 0; p < set.size(); p++) {
                paths[i][p] = set.path(p).links();
            }
            count += set.size();
            if (count > MOST_PATHS) {
                return 0;
            }
        }
        return new FluidRouting(fabric, paths).carried(rates);
    }
}
