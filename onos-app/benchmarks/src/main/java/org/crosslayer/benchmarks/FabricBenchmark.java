// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathChoices;
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
import org.openjdk.jmh.annotations.TearDown;

/**
 * Snapshots of the network: a whole one, and one more after a change of one link. The earlier snapshot knows the next
 * hops towards all hosts, as after some time of planning; what a change leaves of them is carried over.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FabricBenchmark {

    private static final int STRIDE = 7919;
    private static final long MEBIBYTE = 1L << 20;

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
        fabric = nextHops(snapshots.fabric(CableState.intact(cabling)));
    }

    /** Says how much memory one more snapshot takes. */
    @TearDown
    public void heap() {
        long without = used();
        Fabric made = nextHops(snapshots.fabric(CableState.intact(cabling)));
        double taken = (double) (used() - without) / MEBIBYTE;
        System.out.printf("%n%s (%d devices, %d links, %d hosts) with all next hops: %.1f MiB, in a heap of at most "
                + "%d MiB%n", topology, made.deviceCount(), made.linkCount(), made.hostCount(), taken,
                Runtime.getRuntime().maxMemory() / MEBIBYTE);
    }

    /** The whole snapshot; next hops are worked out when they are asked for. */
    @Benchmark
    public Fabric build() {
        return snapshots.fabric(CableState.intact(cabling));
    }

    /** The whole snapshot and the next hops of all devices towards all hosts. */
    @Benchmark
    public Fabric buildWithNextHops() {
        return nextHops(snapshots.fabric(CableState.intact(cabling)));
    }

    /** The snapshot after one link went down in one direction. */
    @Benchmark
    public Fabric linkDown() {
        return fabric.change().down(next()).build();
    }

    /** The same, and the next hops towards all hosts that this has made unknown. */
    @Benchmark
    public Fabric linkDownWithNextHops() {
        return nextHops(fabric.change().down(next()).build());
    }

    /** A link goes down, and in a further snapshot comes up. */
    @Benchmark
    public Fabric linkDownAndUp() {
        int changed = next();
        return fabric.change().down(changed).build().change().up(changed).build();
    }

    /** The snapshot after a link has got another capacity. */
    @Benchmark
    public Fabric linkRate() {
        return fabric.change().rate(next(), STRIDE).build();
    }

    private int next() {
        link = (link + STRIDE) % fabric.linkCount();
        return link;
    }

    private Fabric nextHops(Fabric made) {
        PathChoices choices = new PathChoices(made);
        for (int host = 0; host < made.hostCount(); host++) {
            choices.find(snapshots.address(0), snapshots.address(host), 1);
        }
        return made;
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
