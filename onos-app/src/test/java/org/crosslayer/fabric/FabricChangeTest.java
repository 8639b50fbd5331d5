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
import org.junit.jupiter.api.Test;

/** Is a snapshot that was made by changes the same as one that was made from nothing? */
class FabricChangeTest {

    @Property(tries = 150)
    void changesGiveWhatAFullBuildGives(@ForAll @IntRange(min = 3, max = 8) int devices, @ForAll long seed,
                                        @ForAll @IntRange(min = 1, max = 4) int atOnce, @ForAll boolean routes) {
        RandomNetwork network = new RandomNetwork(devices, seed, routes);
        Fabric fabric = network.build();
        assertThat(FabricText.differences(fabric, network.build())).isEmpty();
        for (int step = 0; step < 12; step++) {
            Fabric before = fabric;
            FabricChange change = before.change();
            for (int i = 0; i < atOnce; i++) {
                network.mutate(change, fabric);
                fabric = change.build();
                change = fabric.change();
            }
            assertThat(FabricText.differences(fabric, network.build())).isEmpty();
            assertThat(fabric.numberedLike(before)).isTrue();
        }
    }

    /** A whole sequence of changes in one step, with tables that all of them have to be played to. */
    @Property(tries = 150)
    void manyChangesAtOnceGiveWhatAFullBuildGives(@ForAll @IntRange(min = 3, max = 8) int devices,
                                                  @ForAll long seed) {
        RandomNetwork network = new RandomNetwork(devices, seed, false);
        Fabric fabric = network.build();
        FabricText.differences(fabric, network.build());
        Random random = new Random(seed);
        FabricChange change = fabric.change();
        for (int i = 0; i < 10; i++) {
            RandomNetwork.Wire wire = network.wires.get(random.nextInt(network.wires.size()));
            wire.live = !wire.live;
            int link = fabric.linkAt(fabric.deviceOf("d" + wire.from), wire.fromPort);
            if (wire.live) {
                change.up(link);
            } else {
                change.down(link);
            }
        }
        assertThat(FabricText.differences(change.build(), network.build())).isEmpty();
    }

    @Test
    void tablesOfDestinationsThatAreNotAffectedStayTheSameObjects() {
        Fabric fabric = TestFabrics.fatTree(4, false).build();
        DestinationTable[] before = tables(fabric);
        int coreToPod0 = fabric.linkAt(fabric.deviceOf("c0"), 1);
        Fabric cut = fabric.change().down(coreToPod0).build();
        // Only hosts of pod 0 are behind that link, at 2 of 8 edge devices; their tables are worked out anew.
        assertThat(cut.tables().known()).isEqualTo(6);
        DestinationTable[] after = tables(cut);
        for (int host = 0; host < before.length; host++) {
            assertThat(after[host] == before[host]).isEqualTo(host >= 4);
        }
        Fabric mended = cut.change().up(coreToPod0).build();
        assertThat(FabricText.differences(mended, fabric)).isEmpty();
        assertThat(fabric.change().rate(coreToPod0, 7).build().tables()).isSameAs(fabric.tables());
    }

    @Test
    void deviceThatLosesOneOfSeveralNextHopsKeepsAllTables() {
        Fabric fabric = TestFabrics.fatTree(4, false).build();
        tables(fabric);
        int up = fabric.linkAt(fabric.deviceOf("e0.0"), 1);
        Fabric cut = fabric.change().down(up).build();
        assertThat(cut.tables().known()).isEqualTo(8);
        assertThat(cut.paths(ip(1), ip(16), 99).size()).isEqualTo(2);
        assertThat(cut.live(up)).isFalse();
        assertThat(cut.live(fabric.reverse(up))).isTrue();
        assertThat(cut.problems()).contains("link a0.0/3 > e0.0/1 has no link back");
    }

    private static DestinationTable[] tables(Fabric fabric) {
        DestinationTable[] tables = new DestinationTable[fabric.hostCount()];
        for (int host = 0; host < tables.length; host++) {
            tables[host] = fabric.towards(host);
        }
        return tables;
    }

    @Test
    void changeThatChangesNothingIsTheSameFabric() {
        Fabric fabric = TestFabrics.parallel(2, linux(1), linux(2)).build();
        assertThat(fabric.change().up(0).rate(0, TestFabrics.RATE).build()).isSameAs(fabric);
    }

    @Test
    void portHasOneLiveLink() {
        Fabric fabric = TestFabrics.parallel(2, linux(1), linux(2)).build();
        assertThatIllegalStateException().isThrownBy(() -> fabric.change().add(0, 1, 1, 7, 0))
                .withMessage("port r1/1 has a live link");
        FabricChange moved = fabric.change().down(fabric.linkAt(0, 1));
        int link = moved.add(0, 1, 1, 7, 5);
        Fabric after = moved.build();
        assertThat(link).isEqualTo(fabric.linkCount());
        assertThat(after.linkAt(0, 1)).isEqualTo(link);
        assertThat(after.liveLinkCount()).isEqualTo(fabric.liveLinkCount());
        assertThat(after.link(link).destinationPort()).isEqualTo(7);
        assertThat(after.capacityBps(link)).isEqualTo(5);
    }
}
