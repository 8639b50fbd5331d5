// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TestFabrics;
import org.crosslayer.fabric.TracedPath;
import org.crosslayer.mptcp.planning.ForeignTraffic.Flow;
import org.junit.jupiter.api.Test;

class ForeignTrafficTest {
    private static final long RATE = TestFabrics.RATE;

    private final Fabric fabric = TestFabrics.parallel(3, TestFabrics.linux(1), TestFabrics.linux(2)).build();
    private final LinkUtilisation uncounted = LinkUtilisation.unknown(fabric);
    private final ForeignTraffic foreign = new ForeignTraffic();
    private long now = 7;

    @Test
    void shouldCountWhatIsNotOursOnceItLasts() {
        long[] counted = new long[fabric.linkCount()];
        int link = middle(port(0));
        counted[link] = 15_000_000;
        LinkUtilisation measured = LinkUtilisation.of(fabric, counted);
        List<Flow> flows = List.of(flow(port(0), 4_000_000, true));

        assertThat(estimate(measured, flows)).containsOnly(0);
        assertThat(estimate(measured, flows)[link]).isEqualTo(11_000_000);
        assertThat(Arrays.stream(estimate(measured, flows)).filter(bps -> bps > 0)).hasSize(1);
        assertThat(estimate(LinkUtilisation.of(fabric, new long[fabric.linkCount()]), flows)).containsOnly(0);
    }

    @Test
    void shouldTellWhatAgentsReportOnEachLink() {
        assertThat(foreign.reported().knownCount()).isZero();
        estimate(uncounted, List.of(flow(port(0), 4_000_000, true), flow(port(1), 9_000_000, true)));

        LinkUtilisation reported = foreign.reported();

        assertThat(reported.isOf(fabric)).isTrue();
        assertThat(reported.bitsPerSecond(middle(port(0)))).isEqualTo(4_000_000);
        assertThat(reported.bitsPerSecond(middle(port(1)))).isEqualTo(9_000_000);
        assertThat(reported.known(middle(port(2)))).isFalse();
        estimate(uncounted, List.of());
        assertThat(foreign.reported().knownCount()).isZero();
    }

    @Test
    void shouldConcludeWhoseLinkIsFullFromAStarvedSubflow() {
        List<Flow> flows = List.of(flow(port(0), 1_000_000, true), flow(port(1), 9_000_000, true));
        assertThat(estimate(uncounted, flows)).containsOnly(0);

        long[] estimated = estimate(uncounted, flows);

        assertThat(estimated[middle(port(0))]).isEqualTo(RATE - 1_000_000);
        assertThat(Arrays.stream(estimated).filter(bps -> bps > 0)).hasSize(1);
    }

    @Test
    void shouldKeepAConclusionForAWhile() {
        List<Flow> starved = List.of(flow(port(0), 1_000_000, true));
        estimate(uncounted, starved);
        estimate(uncounted, starved);

        now += ForeignTraffic.KEPT_NANOS - 1;
        assertThat(estimate(uncounted, List.of())[middle(port(0))]).isPositive();
        now++;
        assertThat(estimate(uncounted, List.of())).containsOnly(0);
    }

    @Test
    void shouldNotConcludeFromWhatIsNotHeldUp() {
        List<Flow> flows = List.of(flow(port(0), 1_000_000, false), flow(port(1), 19_000_000, true),
            new Flow(flow(port(2)), 1_000_000, true, 19_500_000));
        for (int round = 0; round < 4; round++) {
            assertThat(estimate(uncounted, flows)).as("the application, or the host's own link").containsOnly(0);
        }
    }

    @Test
    void shouldNotBlameALinkOnWhichOthersAreWell() {
        // Three on one link: one gets little, the others their part. It is unfair, but nobody else's traffic.
        int[] ports = IntStream.range(20_000, 30_000).filter(port -> middle(port) == middle(port(0))).limit(3)
            .toArray();
        List<Flow> flows = List.of(flow(ports[0], 1_000_000, true), flow(ports[1], 9_000_000, true),
            flow(ports[2], 9_000_000, true));
        for (int round = 0; round < 4; round++) {
            assertThat(estimate(uncounted, flows)).containsOnly(0);
        }
    }

    @Test
    void shouldBeginAnewWithAnotherNetwork() {
        List<Flow> starved = List.of(flow(port(0), 1_000_000, true));
        estimate(uncounted, starved);
        estimate(uncounted, starved);
        Fabric other = TestFabrics.parallel(3, TestFabrics.linux(3), TestFabrics.linux(4)).build();

        assertThat(foreign.estimate(other, LinkUtilisation.unknown(other), List.of(), link -> 0, link -> 0, now))
            .containsOnly(0);
    }

    private long[] estimate(LinkUtilisation measured, List<Flow> flows) {
        return foreign.estimate(fabric, measured, flows, link -> 0, link -> 0, now);
    }

    /** A source port that leads over one of the parallel links. */
    private int port(int which) {
        return IntStream.range(10_000, 20_000).filter(port -> fabric.link(middle(port)).sourcePort() == which + 1)
            .findFirst().orElseThrow();
    }

    private int middle(int port) {
        TracedPath path = new PathTracer(fabric).trace(flow(port));
        return path.link(1);
    }

    private static Flow flow(int port, long bps, boolean held) {
        return new Flow(flow(port), bps, held, bps);
    }

    private static FiveTuple flow(int port) {
        return FiveTuple.tcp(TestFabrics.ip(1), port, TestFabrics.ip(2), 80);
    }
}
