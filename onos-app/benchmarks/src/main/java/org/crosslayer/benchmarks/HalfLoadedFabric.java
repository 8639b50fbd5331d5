// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.benchmarks;

import java.util.SplittableRandom;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.plan.ConnectionView;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.Placement;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.simulator.network.CableState;
import org.crosslayer.simulator.network.Cabling;
import org.crosslayer.simulator.network.Snapshots;
import org.crosslayer.simulator.network.Topologies;

/**
 * A network in which every other host sends, each to a host of its own, as fast as its link allows; and connections
 * between the idle hosts that are about to be opened. All are drawn at random, the same for every run.
 */
final class HalfLoadedFabric {

    private static final int SERVICE = 5001;
    private static final int FIRST_EPHEMERAL = 32_768;
    private static final int EPHEMERAL = 28_232;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Snapshots snapshots;
    private final Fabric fabric;
    /** A random order of hosts: the first half sends to the hosts two places on, the rest is idle. */
    private final int[] order;

    HalfLoadedFabric(String topology) {
        Cabling cabling = Topologies.cabling(topology);
        snapshots = new Snapshots(cabling, random);
        fabric = snapshots.fabric(CableState.intact(cabling));
        order = new int[cabling.hostCount()];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    Fabric fabric() {
        return fabric;
    }

    Placement placement(PlannerPolicy policy) {
        Placement placement = new Placement(policy, fabric);
        int half = order.length / 2;
        for (int i = 0; i < half; i++) {
            placement.arrive(view(-1 - i, flow(order[i], order[(i + 1) % half])));
        }
        return placement;
    }

    /** Connections between hosts that neither send nor receive anything. */
    ConnectionView[] newcomers(int count) {
        int half = order.length / 2;
        int idle = order.length - half;
        ConnectionView[] views = new ConnectionView[count];
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(idle);
            int to = (from + 1 + random.nextInt(idle - 1)) % idle;
            views[i] = view(i, flow(order[half + from], order[half + to]));
        }
        return views;
    }

    Address address(int host) {
        return snapshots.address(host);
    }

    private FiveTuple flow(int from, int to) {
        int port = FIRST_EPHEMERAL + random.nextInt(EPHEMERAL);
        return FiveTuple.tcp(snapshots.address(from), port, snapshots.address(to), SERVICE);
    }

    private static ConnectionView view(int key, FiveTuple initial) {
        return new ConnectionView.Builder(key, initial).subflow(initial, false).direction(DataDirection.OUTBOUND)
                .build();
    }
}
