// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.crosslayer.fabric.TestFabrics.ip;
import static org.crosslayer.fabric.TestFabrics.linux;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.ecmp.GroupFeature;
import org.crosslayer.ecmp.NextHopGroup;
import org.crosslayer.ecmp.NextHopSelector;
import org.junit.jupiter.api.Test;

class PacketWalkTest {

    /** A walk that is used for many flows and ports says what a fresh trace says, and gives up where it should. */
    @Property(tries = 150)
    void walksAreTracesThatEndAtUnwantedLinks(@ForAll @IntRange(min = 3, max = 7) int devices, @ForAll long seed,
                                              @ForAll boolean routes) {
        Fabric fabric = new RandomNetwork(devices, seed, routes).build();
        Random random = new Random(seed);
        boolean[] wanted = new boolean[fabric.linkCount()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = random.nextInt(5) > 0;
        }
        PacketWalk walk = new PacketWalk(fabric, FiveTuple.tcp(ip(1), 1, ip(2), 2));
        for (int pair = 0; pair < 16; pair++) {
            FiveTuple flow = FiveTuple.tcp(ip(1 + pair / 4), 1, ip(1 + pair % 4), 80);
            walk.follow(flow);
            for (int port = 100; port < 106; port++) {
                TracedPath trace = new PathTracer(fabric).trace(flow.withSourcePort(port));
                assertThat(walk.walk(port, 80)).isEqualTo(trace.complete());
                assertThat(walk.path()).isEqualTo(trace).hasToString(trace.toString());
                int unwanted = 0;
                while (unwanted < trace.length() && wanted[trace.link(unwanted)]) {
                    unwanted++;
                }
                boolean all = unwanted == trace.length();
                assertThat(walk.walk(port, 80, wanted)).isEqualTo(all && trace.complete());
                assertThat(walk.length()).isEqualTo(all ? unwanted : unwanted + 1);
            }
        }
    }

    @Test
    void walkThatWasGivenUpIsNoPath() {
        Fabric fabric = TestFabrics.parallel(2, linux(1), linux(2)).build();
        PacketWalk walk = new PacketWalk(fabric, FiveTuple.tcp(ip(1), 1, ip(2), 2));
        assertThatIllegalStateException().isThrownBy(walk::path);
        walk.walk(7, 8);
        assertThat(walk.path().complete()).isTrue();
        assertThat(walk.walk(7, 8, new boolean[fabric.linkCount()])).isFalse();
        assertThatIllegalStateException().isThrownBy(walk::path);
    }

    @Test
    void singleNextHopsAreNotHashed() {
        FabricBuilder builder = TestFabrics.parallel(1, new Refusing(), new Refusing());
        FiveTuple flow = FiveTuple.tcp(ip(1), 1, ip(2), 2);
        assertThat(new PathTracer(builder.build()).trace(flow).label()).isEqualTo("r1/1>r2/99");
    }

    /** A hash that nobody may ask. */
    private static final class Refusing implements EcmpHash {
        @Override
        public NextHopSelector over(NextHopGroup group) {
            return (flow, sourcePort, destinationPort) -> {
                throw new AssertionError("asked");
            };
        }

        @Override
        public boolean supports(GroupFeature feature) {
            return true;
        }

        @Override
        public boolean symmetric() {
            return true;
        }
    }
}
