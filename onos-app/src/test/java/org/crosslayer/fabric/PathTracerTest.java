// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.fabric.TestFabrics.ip;
import static org.crosslayer.fabric.TestFabrics.ip6;
import static org.crosslayer.fabric.TestFabrics.linux;

import java.util.List;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.ecmp.SourcePortModulo;
import org.junit.jupiter.api.Test;

/** Does this packet take that path? */
class PathTracerTest {

    private static FiveTuple packet(int sourcePort) {
        return FiveTuple.tcp(ip(1), sourcePort, ip(2), 80);
    }

    private static TracedPath trace(FabricBuilder builder, FiveTuple packet) {
        return new PathTracer(builder.build()).trace(packet);
    }

    @Test
    void packetTakesTheLinkOfItsHash() {
        Fabric fabric = TestFabrics.parallel(4, linux(42), linux(43)).build();
        for (int port = 1000; port < 1100; port++) {
            FiveTuple packet = packet(port);
            int there = linux(42).choose(packet, 1, 1, 1, 1) + 1;
            int back = linux(43).choose(packet.reversed(), 1, 1, 1, 1) + 1;
            PathTracer tracer = new PathTracer(fabric);
            assertThat(tracer.trace(packet).label()).isEqualTo("r1/" + there + ">r2/99");
            assertThat(tracer.trace(packet.reversed()).label()).isEqualTo("r2/" + back + ">r1/99");
        }
    }

    @Test
    void sameSeedBringsThePacketsBackTheSameWay() {
        Fabric fabric = TestFabrics.parallel(8, linux(42), linux(42)).build();
        PathTracer tracer = new PathTracer(fabric);
        for (int port = 1000; port < 1100; port++) {
            FiveTuple six = FiveTuple.tcp(ip6(1), port, ip6(2), 80);
            TracedPath there = tracer.trace(six);
            TracedPath back = tracer.trace(six.reversed());
            assertThat(fabric.link(there.link(1)).reverse()).isEqualTo(back.link(1));
        }
    }

    @Test
    void serverPortAloneDecidesTheWayBackUnderModulo() {
        FabricBuilder builder = TestFabrics.parallel(2, new SourcePortModulo(), new SourcePortModulo());
        assertThat(trace(builder, packet(20_001)).label()).isEqualTo("r1/2>r2/99");
        assertThat(trace(builder, packet(20_001).reversed()).label()).isEqualTo("r2/1>r1/99");
    }

    @Test
    void pathBetweenNeighboursNeedsNoHash() {
        FabricBuilder builder = TestFabrics.parallel(2, null, null);
        TestFabrics.host(builder, 3, "r1", 98);
        TracedPath path = trace(builder, FiveTuple.tcp(ip(1), 1, ip(3), 2));
        assertThat(path.complete()).isTrue();
        assertThat(path.problem()).isEmpty();
        assertThat(path.explanation()).isEmpty();
        assertThat(path.label()).isEqualTo("r1/98");
        assertThat(path.length()).isEqualTo(2);
    }

    @Test
    void routesAndWeightsReplaceTheShortestPaths() {
        FabricBuilder builder = TestFabrics.parallel(3, linux(5), linux(5))
                .route("r1", Address.parse("10.0.2.0"), 24, new long[] {3, 1}, new int[] {1, 3})
                .route("r1", Address.parse("0.0.0.0"), 0, new long[] {2}, new int[] {1});
        Fabric fabric = builder.build();
        for (int port = 1000; port < 1100; port++) {
            long expected = new long[] {3, 1}[linux(5).choose(packet(port), 1, 3)];
            assertThat(new PathTracer(fabric).trace(packet(port)).label()).isEqualTo("r1/" + expected + ">r2/99");
        }
        TestFabrics.host(builder, 4, "r2", 98);
        assertThat(trace(builder, FiveTuple.tcp(ip(1), 1, ip(4), 2)).label()).isEqualTo("r1/2>r2/98");
        assertThat(trace(builder, FiveTuple.tcp(ip6(1), 1, ip6(4), 2)).problem()).contains(PathProblem.NO_ROUTE);
    }

    @Test
    void deadNextHopsAreLeftOut() {
        FabricBuilder builder = new FabricBuilder().device("r1", "r1", linux(9)).device("r2", "r2", linux(9))
                .route("r1", Address.parse("10.0.2.0"), 24, new long[] {1, 2, 3}, new int[] {3, 1, 2});
        TestFabrics.cable(builder, "r1", 1, "r2", 1);
        TestFabrics.cable(builder, "r1", 3, "r2", 3);
        TestFabrics.host(builder, 1, "r1", 99);
        TestFabrics.host(builder, 2, "r2", 99);
        for (int port = 1000; port < 1100; port++) {
            long expected = new long[] {1, 3}[linux(9).choose(packet(port), 3, 2)];
            assertThat(trace(builder, packet(port)).label()).isEqualTo("r1/" + expected + ">r2/99");
        }
    }

    @Test
    void problemsAreStated() {
        FabricBuilder unmodelled = TestFabrics.parallel(2, linux(1), null);
        assertThat(trace(unmodelled, packet(1)).complete()).isTrue();
        TracedPath back = trace(unmodelled, packet(1).reversed());
        assertThat(back.problem()).contains(PathProblem.UNMODELLED_HASH);
        assertThat(back.explanation()).contains("r2", "no ecmp configuration");

        TracedPath stranger = trace(unmodelled, FiveTuple.tcp(ip(1), 1, ip(9), 2));
        assertThat(stranger.problem()).contains(PathProblem.UNKNOWN_HOST);
        assertThat(stranger.explanation()).contains("10.0.9.2");
        assertThat(trace(unmodelled, FiveTuple.tcp(ip(9), 1, ip(1), 2)).explanation()).contains("10.0.9.2");

        FabricBuilder island = TestFabrics.parallel(2, linux(1), linux(2)).device("r3", "r3", linux(3));
        TestFabrics.host(island, 3, "r3", 1);
        TracedPath cut = trace(island, FiveTuple.tcp(ip(1), 1, ip(3), 2));
        assertThat(cut.problem()).contains(PathProblem.NO_ROUTE);
        assertThat(cut.explanation()).isEqualTo("r1 has no live route to 10.0.3.2");
    }

    @Test
    void loopsEnd() {
        FabricBuilder builder = TestFabrics.parallel(2, linux(1), linux(2));
        builder.device("r3", "r3", linux(3));
        TestFabrics.cable(builder, "r1", 3, "r3", 1);
        builder.route("r1", Address.parse("10.0.2.0"), 24, new long[] {3}, new int[] {1});
        builder.route("r3", Address.parse("10.0.2.0"), 24, new long[] {1}, new int[] {1});
        TracedPath path = trace(builder, packet(1));
        assertThat(path.problem()).contains(PathProblem.LOOP);
        assertThat(path.explanation()).contains("loop");
        PathSet paths = builder.build().paths(ip(1), ip(2), 10);
        assertThat(paths.size()).isZero();
        assertThat(paths.failure().problem()).contains(PathProblem.LOOP);
    }

    @Test
    void routeToAnotherHostDeliversNothing() {
        FabricBuilder builder = TestFabrics.parallel(1, null, null)
                .route("r1", Address.parse("10.0.2.0"), 24, new long[] {99}, new int[] {1});
        TracedPath path = trace(builder, packet(1));
        assertThat(path.problem()).contains(PathProblem.NO_ROUTE);
        assertThat(path.explanation()).contains("another host");
    }

    @Test
    void hostOfSeveralAttachmentsIsReachedButItsOwnChoiceIsNotKnown() {
        FabricBuilder builder = TestFabrics.parallel(1, null, null);
        TestFabrics.host(builder, 3, "r1", 50);
        TestFabrics.host(builder, 3, "r2", 50);
        assertThat(trace(builder, FiveTuple.tcp(ip(2), 1, ip(3), 2)).label()).isEqualTo("r2/50");
        assertThat(trace(builder, FiveTuple.tcp(ip(3), 1, ip(2), 2)).problem())
                .contains(PathProblem.UNMODELLED_HASH);
    }

    @Test
    void contradictionsBecomeProblemsOfTheFabric() {
        FabricBuilder builder = TestFabrics.parallel(1, null, null)
                .device("r1", "again", null)
                .link("r1", 1, "r2", 7, 0)
                .link("r1", 8, "r9", 1, 0)
                .link("r1", 9, "r2", 9, 0)
                .host("h8", List.of(ip(1)), "r1", 80, 0)
                .host("h9", List.of(ip(9)), "r9", 1, 0);
        Fabric fabric = builder.build();
        assertThat(fabric.deviceCount()).isEqualTo(2);
        assertThat(fabric.host(fabric.hostOf(ip(1))).id()).isEqualTo("h1");
        assertThat(fabric.hostOf(ip(9))).isEqualTo(-1);
        assertThat(String.join("\n", fabric.problems())).contains("device r1 is there twice",
                "port r1/1 has two links", "no device r9", "has no link back", "10.0.1.2 belongs to host h1",
                "host h9 is not attached");
    }
}
