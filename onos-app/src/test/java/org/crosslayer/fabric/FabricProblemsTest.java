// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.fabric.TestFabrics.ip;
import static org.crosslayer.fabric.TestFabrics.linux;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator is told. */
class FabricProblemsTest {

    @Test
    void healthyFabricHasNone() {
        assertThat(TestFabrics.fatTree(4, false).build().problems()).isEmpty();
        assertThat(Fabric.empty().problems()).isEmpty();
    }

    @Test
    void islandsAreNamed() {
        FabricBuilder builder = TestFabrics.parallel(1, null, null).device("r3", "r3", null).device("r4", "r4", null);
        TestFabrics.host(builder, 3, "r3", 1);
        assertThat(builder.build().problems()).containsExactly("the fabric is in 3 parts that no live link joins: "
                + "r1, r2 with 2 hosts; r3 with 1 host; r4 with 0 hosts");
    }

    @Test
    void oneWayLinksAndUnevenRatesAreNamed() {
        FabricBuilder builder = TestFabrics.parallel(1, null, null)
                .link("r1", 2, "r2", 2, TestFabrics.RATE).link("r2", 2, "r1", 2, 1_000_001)
                .link("r1", 3, "r2", 3, TestFabrics.RATE);
        assertThat(builder.build().problems()).contains("link r1/3 > r2/3 has no link back",
                "link r1/2 > r2/2 has 20 Mbit/s, and 1000001 bit/s in the other direction");
    }

    @Test
    void unknownRatesCountAsTheHighestKnownOne() {
        FabricBuilder builder = TestFabrics.parallel(1, null, null).link("r1", 2, "r2", 2, 0)
                .link("r2", 2, "r1", 2, 0);
        Fabric fabric = builder.build();
        assertThat(fabric.problems()).contains(
                "of 8 links 2 have no known rate, such as r1/2 > r2/2: they count as 20 Mbit/s");
        int unknown = fabric.linkAt(0, 2);
        assertThat(fabric.rateBps(unknown)).isZero();
        assertThat(fabric.capacityBps(unknown)).isEqualTo(TestFabrics.RATE);
        Fabric none = new FabricBuilder().device("r1", "r1", null).host("h1", List.of(ip(1)), "r1", 1, 0).build();
        assertThat(none.problems()).containsExactly(
                "of 2 links 2 have no known rate, such as host h1 > r1/1: they count as 1000 Mbit/s");
    }

    @Test
    void hostsWithoutAddressAreNamed() {
        Fabric fabric = TestFabrics.parallel(1, null, null).host("h7", List.of(), "r1", 70, TestFabrics.RATE).build();
        assertThat(fabric.problems()).containsExactly("host h7 has no IP address that is known");
    }

    @Test
    void devicesWithoutModelAreNamedWhereTheyHaveAChoice() {
        assertThat(TestFabrics.parallel(2, null, linux(3)).build().problems()).containsExactly("r1 has several next "
                + "hops and no ecmp configuration: which one a packet takes is not known");
        assertThat(TestFabrics.parallel(1, null, null).build().problems()).isEmpty();
    }

    @Test
    void stagesThatHashAlikeAreNamedAndCounted() {
        List<String> problems = TestFabrics.fatTree(4, true).build().problems();
        // 8 edge devices with 2 aggregation devices each.
        assertThat(problems).hasSize(6).first().asString().isEqualTo("e0.0 and a0.0 behind it hash alike (linux-"
                + "policy3 with seed 7): polarised, packets use only some of the paths; give each stage another seed");
        assertThat(problems.get(5)).isEqualTo("... and 11 more pairs of devices that hash alike one after the other");
    }

    /** r1 and r3 hash alike; r2 between them has nothing to choose. */
    @Test
    void devicesWithOneNextHopDoNotPartStages() {
        FabricBuilder builder = new FabricBuilder().device("r1", "r1", linux(7)).device("r3", "r3", linux(7))
                .device("r4", "r4", linux(8));
        for (int i = 1; i <= 2; i++) {
            builder.device("m" + i, "m" + i, null);
            TestFabrics.cable(builder, "r1", i, "m" + i, 1);
            TestFabrics.cable(builder, "m" + i, 2, "r3", i);
            TestFabrics.cable(builder, "r3", 10 + i, "r4", i);
        }
        TestFabrics.host(builder, 1, "r1", 99);
        TestFabrics.host(builder, 2, "r4", 99);
        assertThat(builder.build().problems()).singleElement().asString()
                .startsWith("r1 and r3 behind it hash alike");
    }
}
