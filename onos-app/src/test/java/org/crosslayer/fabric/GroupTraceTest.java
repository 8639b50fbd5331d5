// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.fabric.TestFabrics.ip;
import static org.crosslayer.fabric.TestFabrics.ip6;
import static org.crosslayer.fabric.TestFabrics.linux;

import java.util.EnumSet;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.ecmp.LinuxEcmpHash;
import org.crosslayer.ecmp.NextHopGroup;
import org.crosslayer.ecmp.OvsEcmpHash;
import org.crosslayer.ecmp.OvsField;
import org.crosslayer.ecmp.SourcePortModulo;
import org.junit.jupiter.api.Test;

/** Packets over groups that have more than weights. */
class GroupTraceTest {

    private static final int NO_LINK = 7;

    private static TracedPath trace(Fabric fabric, int port) {
        return new PathTracer(fabric).trace(FiveTuple.tcp(ip(1), port, ip(2), 80));
    }

    /** r1 reaches h2 over three links, and a fourth next hop is dead. */
    private static Fabric fabric(EcmpHash hash, NextHopGroup group) {
        return TestFabrics.parallel(3, hash, hash)
                .route("r1", Address.parse("10.0.2.0"), 24, new long[] {1, NO_LINK, 2, 3}, group).build();
    }

    @Test
    void bucketTableDecidesAsLongAsItsNextHopLives() {
        NextHopGroup all = NextHopGroup.of(1, 1, 1, 1);
        Fabric third = fabric(linux(42), all.withTable(2));
        Fabric dead = fabric(linux(42), all.withTable(1));
        for (int port = 1000; port < 1020; port++) {
            assertThat(trace(third, port).label()).isEqualTo("r1/2>r2/99");
            assertThat(trace(dead, port).problem()).contains(PathProblem.UNMODELLED_HASH);
            assertThat(trace(dead, port).explanation()).contains("r1", "a bucket of a live next hop");
        }
    }

    @Test
    void bucketIdsStayThoseOfTheSurvivors() {
        EcmpHash hash = new OvsEcmpHash(EnumSet.of(OvsField.TCP_SRC), 5);
        NextHopGroup all = NextHopGroup.of(1, 2, 3, 1).withBucketIds(40, 30, 20, 10);
        Fabric fabric = fabric(hash, all);
        long[] ports = {1, 2, 3};
        for (int port = 1000; port < 1100; port++) {
            FiveTuple packet = FiveTuple.tcp(ip(1), port, ip(2), 80);
            int index = hash.over(all.surviving(0, 2, 3)).choose(packet, port, 80);
            assertThat(trace(fabric, port).label()).isEqualTo("r1/" + ports[index] + ">r2/99");
        }
    }

    @Test
    void hashThatDoesNotKnowTheGroupIsLeftAside() {
        Fabric fabric = fabric(new SourcePortModulo(), NextHopGroup.of(1, 2, 1, 1));
        assertThat(String.join("\n", fabric.problems())).contains("r1", "weights", "source-port-modulo");
        assertThat(trace(fabric, 1000).problem()).contains(PathProblem.UNMODELLED_HASH);
    }

    @Test
    void withoutAFlowLabelPolicyZeroSaysThatItDoesNotKnow() {
        LinuxEcmpHash unknown = new LinuxEcmpHash(LinuxEcmpHash.Policy.LAYER_3, 42);
        PathTracer tracer = new PathTracer(TestFabrics.parallel(3, unknown, unknown).build());
        FiveTuple six = FiveTuple.tcp(ip6(1), 1000, ip6(2), 80);
        assertThat(tracer.trace(six).problem()).contains(PathProblem.UNMODELLED_HASH);
        assertThat(tracer.trace(six).explanation()).contains("r1", "an IPv6 flow label");
        assertThat(tracer.trace(six.withFlowLabel(3)).complete()).isTrue();
        assertThat(tracer.trace(FiveTuple.tcp(ip(1), 1000, ip(2), 80)).complete()).isTrue();
        LinuxEcmpHash zero = new LinuxEcmpHash(LinuxEcmpHash.Policy.LAYER_3, 42, 0);
        assertThat(new PathTracer(TestFabrics.parallel(3, zero, zero).build()).trace(six).complete()).isTrue();
    }
}
