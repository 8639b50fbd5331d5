// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.crosslayer.plan.ConnectionView;
import org.crosslayer.plan.Move;
import org.crosslayer.plan.Placement;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.RepairRun;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Repair of a network that is in order but for a few connections that have come since: half of the hosts send.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ChurnRepairBenchmark {

    private static final int MOVES_EACH = 3;
    private static final int NEW = 32;
    private static final int MOST_ROUNDS = 20;

    /** Network. */
    @Param({"fat-tree:16", "fat-tree:48"})
    public String topology;

    private HalfLoadedFabric network;
    private Placement placement;
    private ConnectionView[] come;

    /** Makes the network and puts it in order. */
    @Setup
    public void make() {
        network = new HalfLoadedFabric(topology);
        placement = network.placement(new PlannerPolicy.Builder().maxSubflows(4).build());
        int most = MOVES_EACH * placement.size();
        for (int round = 0; round < MOST_ROUNDS && !placement.repair(most).isEmpty(); round++) {
            continue;
        }
    }

    /** Lets other connections come each time. */
    @Setup(Level.Invocation)
    public void arrive() {
        come = network.newcomers(NEW);
        for (ConnectionView connection : come) {
            placement.arrive(connection);
        }
    }

    /** They go again; what was moved for them stays where it is. */
    @TearDown(Level.Invocation)
    public void depart() {
        for (ConnectionView connection : come) {
            placement.depart(connection.key());
        }
    }

    /** The copy that a repair works on: that is what holds up plans, the search does not. */
    @Benchmark
    public RepairRun copy() {
        return placement.beginRepair(MOVES_EACH * NEW);
    }

    /** One repair. */
    @Benchmark
    public List<Move> repair() {
        return placement.repair(MOVES_EACH * NEW);
    }
}
