// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TestFabrics;
import org.junit.jupiter.api.Test;

class RecentPathsTest {

    private final RecentPaths recent = new RecentPaths();
    private final Fabric fabric = fabric(11);
    private final FiveTuple flow = FiveTuple.tcp(TestFabrics.ip(1), 40_000, TestFabrics.ip(2), 80);

    private static Fabric fabric(int seed) {
        return TestFabrics.parallel(4, TestFabrics.linux(seed), TestFabrics.linux(seed + 1)).build();
    }

    @Test
    void whatIsRememberedIsWhatTracingFinds() {
        recent.of(fabric, flow);
        PairedPaths paths = recent.of(fabric, flow);
        PathTracer tracer = new PathTracer(fabric);
        for (int round = 0; round < 2; round++) {
            for (int port = 1; port <= 0xffff; port += 7) {
                FiveTuple subflow = flow.withSourcePort(port);
                assertThat(paths.there(port)).isEqualTo(paths.forward().indexOf(tracer.trace(subflow)));
                assertThat(paths.back(port)).isEqualTo(paths.reverse().indexOf(tracer.trace(subflow.reversed())));
            }
        }
    }

    @Test
    void samePathsServeEverySourcePortOfAService() {
        PairedPaths paths = recent.of(fabric, flow);
        assertThat(recent.of(fabric, flow.withSourcePort(50_000))).isSameAs(paths);
        assertThat(recent.of(fabric, FiveTuple.tcp(flow.source(), 40_000, flow.destination(), 81)))
                .isNotSameAs(paths);
        assertThat(recent.of(fabric, flow.reversed())).isNotSameAs(paths);
        assertThat(paths.isBetween(flow.withSourcePort(1))).isTrue();
        assertThat(paths.isBetween(flow.reversed())).isFalse();
    }

    @Test
    void anotherSnapshotIsLookedAtAnew() {
        PairedPaths paths = recent.of(fabric, flow);
        Fabric next = fabric(23);
        PairedPaths renewed = recent.of(next, flow);
        assertThat(renewed).isNotSameAs(paths);
        PathTracer tracer = new PathTracer(next);
        assertThat(renewed.there(40_000)).isEqualTo(renewed.forward().indexOf(tracer.trace(flow)));
    }

    @Test
    void thoseNotAskedForLatelyAreForgotten() {
        PairedPaths paths = recent.of(fabric, flow);
        IntStream.rangeClosed(1, RecentPaths.MOST).forEach(port ->
                recent.of(fabric, FiveTuple.tcp(flow.source(), 40_000, flow.destination(), 1000 + port)));
        assertThat(recent.of(fabric, flow)).isNotSameAs(paths);
    }
}
