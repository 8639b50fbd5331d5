// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.fabric.TestFabrics.ip;
import static org.crosslayer.fabric.TestFabrics.linux;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.crosslayer.ecmp.FiveTuple;
import org.junit.jupiter.api.Test;

/** Fabrics in which several devices choose one after the other. */
class MultiStageTraceTest {

    @Test
    void fatTreePacketsClimbByTwoHashesAndDescendByNone() {
        Fabric fabric = TestFabrics.fatTree(4, false).build();
        for (int port = 1000; port < 1200; port++) {
            FiveTuple packet = FiveTuple.tcp(ip(1), port, ip(16), 80);
            int up = linux(3000).choose(packet, 1, 1);
            int core = linux(2000 + up).choose(packet, 1, 1);
            assertThat(new PathTracer(fabric).trace(packet).label()).isEqualTo("e0.0/" + (up + 1) + ">a0." + up + "/"
                    + (core + 1) + ">c" + (up * 2 + core) + "/4>a3." + up + "/4>e3.1/4");
        }
    }

    @Test
    void allPathsAreEnumeratedOnce() {
        Fabric fabric = TestFabrics.fatTree(4, false).build();
        assertThat(fabric.paths(ip(1), ip(16), 100).size()).isEqualTo(4);
        assertThat(fabric.paths(ip(1), ip(3), 100).size()).isEqualTo(2);
        assertThat(fabric.paths(ip(1), ip(2), 100).size()).isEqualTo(1);
        assertThat(fabric.paths(ip(1), ip(16), 3).size()).isEqualTo(3);
        PathSet paths = fabric.paths(ip(1), ip(16), 100);
        PathSet back = fabric.paths(ip(16), ip(1), 100);
        for (int i = 0; i < 4; i++) {
            assertThat(paths.share(i)).isEqualTo(0.25);
            assertThat(paths.indexOf(paths.path(i))).isEqualTo(i);
            assertThat(paths.path(i).length()).isEqualTo(6);
            int mirror = back.indexOfMirrored(paths.path(i));
            assertThat(paths.indexOfMirrored(back.path(mirror))).isEqualTo(i);
        }
    }

    @Test
    void sameSeedEverywhereLeavesPathsThatNoPacketTakes() {
        assertThat(taken(TestFabrics.fatTree(4, true).build())).hasSize(2);
        assertThat(taken(TestFabrics.fatTree(4, false).build())).hasSize(4);
    }

    private static Set<String> taken(Fabric fabric) {
        Set<String> labels = new HashSet<>();
        for (int port = 1000; port < 1300; port++) {
            labels.add(new PathTracer(fabric).trace(FiveTuple.tcp(ip(1), port, ip(16), 80)).label());
        }
        return labels;
    }

    /** On any network: a trace is one of the enumerated paths, whose links join, and every path is a shortest one. */
    @Property(tries = 300)
    void tracesAgreeWithBruteForce(@ForAll @IntRange(min = 2, max = 7) int devices, @ForAll long seed,
                                   @ForAll @IntRange(max = 65_535) int port) {
        Random random = new Random(seed);
        FabricBuilder builder = new FabricBuilder();
        for (int i = 0; i < devices; i++) {
            builder.device("d" + i, "d" + i, linux(random.nextInt(1000) + 1));
        }
        int[][] cables = new int[devices][devices];
        for (int next = 1, cable = 0; cable < 2 * devices; cable++) {
            int one = random.nextInt(devices);
            int other = random.nextInt(devices);
            if (one != other) {
                TestFabrics.cable(builder, "d" + one, next++, "d" + other, next++);
                cables[one][other]++;
                cables[other][one]++;
            }
        }
        TestFabrics.host(builder, 1, "d0", 1000);
        TestFabrics.host(builder, 2, "d" + (devices - 1), 1000);
        Fabric fabric = builder.build();
        FiveTuple packet = FiveTuple.tcp(ip(1), port, ip(2), 80);
        TracedPath traced = new PathTracer(fabric).trace(packet);
        PathSet paths = fabric.paths(ip(1), ip(2), 100_000);
        long[] expected = shortest(cables, devices - 1);

        assertThat((long) paths.size()).isEqualTo(expected[1]);
        assertThat(traced.complete()).isEqualTo(expected[1] > 0);
        if (traced.complete()) {
            assertThat(paths.indexOf(traced)).isNotNegative();
            assertThat(traced.length()).isEqualTo((int) expected[0] + 2);
            for (int i = 0; i + 1 < traced.length(); i++) {
                assertThat(fabric.link(traced.link(i)).destinationDevice())
                        .isEqualTo(fabric.link(traced.link(i + 1)).sourceDevice());
            }
        } else {
            assertThat(traced.problem()).contains(PathProblem.NO_ROUTE);
        }
    }

    /** Length and number of the shortest paths from device 0, by powers of the adjacency matrix. */
    private static long[] shortest(int[][] cables, int to) {
        long[] ways = new long[cables.length];
        ways[0] = 1;
        for (int length = 0; length < cables.length; length++) {
            if (ways[to] > 0) {
                return new long[] {length, ways[to]};
            }
            long[] further = new long[cables.length];
            for (int i = 0; i < cables.length; i++) {
                for (int j = 0; j < cables.length; j++) {
                    further[j] += ways[i] * cables[i][j];
                }
            }
            ways = further;
        }
        return new long[] {0, 0};
    }
}
