// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.simulator.network.CableState;
import org.crosslayer.simulator.network.Cabling;
import org.crosslayer.simulator.network.Snapshots;
import org.crosslayer.simulator.network.Topologies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Snapshots of the network: a whole one, and one more after a link went down.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FabricBenchmark {

    /** Network. */
    @Param({"fat-tree:16", "fat-tree:48"})
    public String topology;

    private Cabling cabling;
    private Snapshots snapshots;
    private Fabric fabric;
    private int link;

    /** Makes the network. */
    @Setup
    public void make() {
        cabling = Topologies.cabling(topology);
        snapshots = new Snapshots(cabling, new SplittableRandom(1));
        fabric = snapshots.fabric(CableState.intact(cabling));
    }

    /** The whole snapshot; next hops are worked out when they are asked for. */
    @Benchmark
    public Fabric build() {
        return snapshots.fabric(CableState.intact(cabling));
    }

    /** The snapshot after one link went down in one direction. */
    @Benchmark
    public Fabric linkDown() {
        link = (link + 7919) % fabric.linkCount();
        return fabric.change().down(link).build();
    }
}
