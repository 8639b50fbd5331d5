// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.benchmarks;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.plan.ConnectionView;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.Move;
import org.crosslayer.plan.Placement;
import org.crosslayer.plan.PlannerPolicy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Repair of a whole network: every host sends to another one at full rate, and nothing has been moved yet.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RepairBenchmark {

    private static final int MOVES_EACH = 3;

    /** Network. */
    @Param({"fat-tree:8", "fat-tree:16"})
    public String topology;

    private HalfLoadedFabric network;
    private Placement placement;
    private int round;

    /** Makes the network. */
    @Setup
    public void make() {
        network = new HalfLoadedFabric(topology);
    }

    /** Lets all connections arrive anew, in another order. */
    @Setup(Level.Invocation)
    public void fill() {
        Fabric fabric = network.fabric();
        placement = new Placement(new PlannerPolicy.Builder().maxSubflows(4).build(), fabric, ++round);
        SplittableRandom random = new SplittableRandom(round);
        int hosts = fabric.hostCount();
        int distance = 1 + random.nextInt(hosts - 1);
        for (int host = 0; host < hosts; host++) {
            FiveTuple flow = FiveTuple.tcp(network.address(host), 40_000 + random.nextInt(20_000),
                    network.address((host + distance) % hosts), 5001);
            placement.arrive(new ConnectionView.Builder(host, flow).subflow(flow, false)
                    .direction(DataDirection.OUTBOUND).build());
        }
    }

    /** One repair. */
    @Benchmark
    public List<Move> repair() {
        return placement.repair(MOVES_EACH * network.fabric().hostCount());
    }
}
