// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.benchmarks;

import java.util.concurrent.TimeUnit;
import org.crosslayer.plan.ConnectionView;
import org.crosslayer.plan.Placement;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.SubflowPlan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Plans: a connection between two hosts that were idle arrives in a network in which half of the hosts send, is
 * planned and accounted, and departs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PlannerBenchmark {

    private static final int CONNECTIONS = 1 << 14;

    /** Network. */
    @Param({"fat-tree:16", "fat-tree:48"})
    public String topology;

    /** Fewest subflows: 1 asks for what the load calls for, 4 for three further subflows in every plan. */
    @Param({"1", "4"})
    public int minSubflows;

    private Placement placement;
    private ConnectionView[] connections;
    private int next;

    /** Fills the network. */
    @Setup
    public void fill() {
        HalfLoadedFabric network = new HalfLoadedFabric(topology);
        placement = network.placement(new PlannerPolicy.Builder().maxSubflows(4).minSubflows(minSubflows).build());
        connections = network.newcomers(CONNECTIONS);
    }

    /** One plan. */
    @Benchmark
    public SubflowPlan plan() {
        ConnectionView connection = connections[next++ & CONNECTIONS - 1];
        SubflowPlan plan = placement.arrive(connection);
        placement.depart(connection.key());
        return plan;
    }
}
