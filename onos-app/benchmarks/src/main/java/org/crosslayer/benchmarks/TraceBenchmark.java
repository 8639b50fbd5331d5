// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.benchmarks;

import java.util.concurrent.TimeUnit;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.PacketWalk;
import org.crosslayer.fabric.PathChoices;
import org.crosslayer.plan.ConnectionView;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Traces, lists of all paths, and searches for a source port: one that leads onto one path out of all there are
 * between two hosts.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TraceBenchmark {

    private static final int CONNECTIONS = 1 << 12;
    private static final int FIRST_PORT = 12_000;
    private static final int PORTS = 20_000;

    /** Network. */
    @Param({"fat-tree:16", "fat-tree:48"})
    public String topology;

    private FiveTuple[] flows;
    private PacketWalk walk;
    private PathChoices choices;
    private boolean[] wanted;
    private int next;
    private int port;

    /** Makes the network. */
    @Setup
    public void make() {
        HalfLoadedFabric network = new HalfLoadedFabric(topology);
        ConnectionView[] views = network.newcomers(CONNECTIONS);
        flows = new FiveTuple[CONNECTIONS];
        for (int i = 0; i < CONNECTIONS; i++) {
            flows[i] = views[i].initial();
        }
        walk = new PacketWalk(network.fabric(), flows[0]);
        choices = new PathChoices(network.fabric());
        wanted = new boolean[network.fabric().linkCount()];
    }

    /** One trace of one more port of the same connection, as in a search. */
    @Benchmark
    public int trace() {
        port = (port + 7919) % PORTS;
        if ((port & 63) == 0) {
            walk.follow(flows[next++ & CONNECTIONS - 1]);
        }
        walk.walk(FIRST_PORT + port, flows[0].destinationPort());
        return walk.link(walk.length() - 1);
    }

    /** All paths between the hosts of another connection each time. */
    @Benchmark
    public int pathChoices() {
        FiveTuple flow = flows[next++ & CONNECTIONS - 1];
        return choices.find(flow.source(), flow.destination());
    }

    /** One search for one port onto one path of another connection each time. */
    @Benchmark
    public int portSearch() {
        FiveTuple flow = flows[next++ & CONNECTIONS - 1];
        int count = choices.find(flow.source(), flow.destination());
        int path = next % count;
        mark(path, true);
        walk.follow(flow);
        int found = 0;
        for (int i = 0; i < PORTS && found == 0; i++) {
            int tried = FIRST_PORT + (int) ((next + 7919L * i) % PORTS);
            found = walk.walk(tried, flow.destinationPort(), wanted) ? tried : 0;
        }
        mark(path, false);
        return found;
    }

    private void mark(int path, boolean value) {
        for (int i = choices.start(path); i < choices.end(path); i++) {
            wanted[choices.links()[i]] = value;
        }
    }
}
