// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.optimum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathSet;
import org.crosslayer.simulator.network.CableState;
import org.crosslayer.simulator.network.Cabling;
import org.crosslayer.simulator.network.Snapshots;
import org.crosslayer.simulator.network.Topologies;
import org.crosslayer.simulator.traffic.Demand;
import org.crosslayer.simulator.traffic.Patterns;
import org.junit.jupiter.api.Test;

/** Bounds worked out by hand, and that they can be reached. */
class FluidOptimumTest {

    private static final double RATE = 1e10;
    private static final Offset<Double> EXACT = within(1.0);

    @Test
    void aPermutationOfAFatTreeHasTheFullRate() {
        Cabling cabling = Topologies.cabling("fat-tree:4");
        List<Demand> demands = Patterns.named("permutation").draw(16, new SplittableRandom(1));

        assertThat(intact(cabling).rates(demands)).hasSize(16).containsOnly(new double[] {RATE}, EXACT);
        assertThat(intact(cabling).uniformRate()).isEqualTo(RATE);
    }

    @Test
    void sendersToOneHostShareItsInterface() {
        Cabling cabling = Topologies.cabling("fat-tree:4");
        List<Demand> demands = List.of(new Demand(1, 0), new Demand(5, 0), new Demand(9, 0), new Demand(13, 0),
                new Demand(2, 3));

        assertThat(intact(cabling).rates(demands))
                .containsExactly(new double[] {RATE / 4, RATE / 4, RATE / 4, RATE / 4, RATE}, EXACT);
    }

    @Test
    void anOversubscribedLeafSharesItsUplinksAmongWhoLeavesIt() {
        // Leaf 0 has hosts 0..3 and two uplinks. Three hosts send out: 2/3 each. Host 3 sends to its neighbour.
        // Host 4 of leaf 1 sends to leaf 2 alone: full rate.
        Cabling cabling = Topologies.cabling("leaf-spine:3x2:2:1");
        List<Demand> demands = List.of(new Demand(0, 5), new Demand(1, 6), new Demand(2, 8), new Demand(3, 0),
                new Demand(4, 9));

        assertThat(intact(cabling).rates(demands))
                .containsExactly(new double[] {RATE * 2 / 3, RATE * 2 / 3, RATE * 2 / 3, RATE, RATE}, EXACT);
        // Four hosts of twelve: 4 * 8/11 of what each sends leaves the leaf over 2 uplinks.
        assertThat(intact(cabling).uniformRate()).isCloseTo(RATE * 2 / (4 * 8 / 11.0), EXACT);
    }

    @Test
    void aFailedUplinkLowersTheBoundOfItsLeafAlone() {
        Cabling cabling = Topologies.cabling("leaf-spine:2x4");
        CableState state = CableState.intact(cabling).with(1, 0, new SplittableRandom(1));
        List<Demand> demands = List.of(new Demand(0, 4), new Demand(1, 5), new Demand(2, 6), new Demand(3, 7));

        // Three cables are left of the four at either one end or the other: both mean 3/4 for each.
        assertThat(new FluidOptimum(cabling, state).rates(demands)).containsOnly(new double[] {RATE * 3 / 4}, EXACT);
    }

    @Test
    void theCloudSiteIsBoundByItsTwoUplinks() {
        assertThat(intact(Topologies.cabling("cloudnet")).rates(List.of(new Demand(1, 0))))
                .containsExactly(new double[] {40e6}, EXACT);
    }

    @Property(tries = 40)
    void inAnIntactNetworkTheBoundIsReached(@ForAll long seed) {
        for (String name : List.of("fat-tree:4", "leaf-spine:4x2:2:1", "leaf-spine:3x3")) {
            for (String traffic : List.of("permutation", "random", "hot-spot", "many-to-one")) {
                Cabling cabling = Topologies.cabling(name);
                SplittableRandom random = new SplittableRandom(seed);
                List<Demand> demands = Patterns.named(traffic).draw(cabling.hostCount(), random);
                assertThat(carried(cabling, CableState.intact(cabling), demands)).isEqualTo(1);
            }
        }
    }

    @Property(tries = 40)
    void withFailedCablesARoutingComesNearAndNeverBeyond(@ForAll long seed) {
        Cabling cabling = Topologies.cabling("fat-tree:4");
        SplittableRandom random = new SplittableRandom(seed);
        CableState state = CableState.intact(cabling).with(1, 0, random).with(1, 0.5, random);
        List<Demand> demands = Patterns.named("permutation").draw(16, random);

        assertThat(carried(cabling, state, demands)).isBetween(0.4, 1.0);
    }

    @Test
    void whatOneLinkCannotCarryIsFoundOut() {
        Cabling cabling = Topologies.cabling("cloudnet");
        Snapshots snapshots = new Snapshots(cabling, new SplittableRandom(1));
        Fabric fabric = snapshots.fabric(CableState.intact(cabling));
        FluidRouting routing = new FluidRouting(fabric, new int[][][] {paths(fabric, snapshots, new Demand(0, 1))});

        assertThat(routing.carried(new double[] {40e6})).isEqualTo(1);
        assertThat(routing.carried(new double[] {80e6})).isCloseTo(0.5, within(0.001));
    }

    private static FluidOptimum intact(Cabling cabling) {
        return new FluidOptimum(cabling, CableState.intact(cabling));
    }

    private static double carried(Cabling cabling, CableState state, List<Demand> demands) {
        Snapshots snapshots = new Snapshots(cabling, new SplittableRandom(1));
        Fabric fabric = snapshots.fabric(state);
        int[][][] paths = demands.stream().map(demand -> paths(fabric, snapshots, demand)).toArray(int[][][]::new);
        return new FluidRouting(fabric, paths).carried(new FluidOptimum(cabling, state).rates(demands));
    }

    private static int[][] paths(Fabric fabric, Snapshots snapshots, Demand demand) {
        PathSet set = fabric.paths(snapshots.address(demand.sender()), snapshots.address(demand.receiver()), 100);
        int[][] paths = new int[set.size()][];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = set.path(i).links();
        }
        return paths;
    }
}
