// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricLink;
import org.crosslayer.mptcp.FakeFabricService;
import org.junit.jupiter.api.Test;

class LinkIdsTest {
    private final Fabric fabric = FakeFabricService.withParallelPaths(4).fabric();
    private final LinkIds ids = new LinkIds(fabric);
    private final int[] links = IntStream.range(0, fabric.linkCount())
        .filter(link -> fabric.sourceDevice(link) != FabricLink.NONE
            && fabric.destinationDevice(link) != FabricLink.NONE).toArray();

    @Test
    void shouldCarryLoadsToAnotherNodeWithOtherNumbers() {
        Map<Integer, Long> share = new TreeMap<>();
        for (int i = 0; i < links.length; i++) {
            share.put(links[i], 1_000_000L * (i + 1));
        }
        long[] sums = new long[fabric.linkCount()];
        ids.add(ids.pack(share), sums);
        ids.add(ids.pack(share), sums);
        share.forEach((link, bps) -> assertThat(sums[link]).isEqualTo(2 * bps));

        // A node that knows fewer links: those that both know are the same ones.
        Fabric smaller = FakeFabricService.withParallelPaths(2).fabric();
        long[] fewer = new long[smaller.linkCount()];
        new LinkIds(smaller).add(ids.pack(share), fewer);
        for (int link = 0; link < smaller.linkCount(); link++) {
            String name = name(smaller, link);
            long expected = IntStream.of(links).filter(each -> name(fabric, each).equals(name))
                .mapToLong(share::get).findFirst().orElse(0);
            assertThat(fewer[link]).as(name).isEqualTo(expected);
        }
    }

    private static String name(Fabric of, int link) {
        FabricLink ends = of.link(link);
        return ends.sourceDevice() == FabricLink.NONE || ends.destinationDevice() == FabricLink.NONE ? "host"
            : of.device(ends.sourceDevice()).id() + "/" + ends.sourcePort() + ">"
                + of.device(ends.destinationDevice()).id() + "/" + ends.destinationPort();
    }

    @Test
    void shouldTellAnewWhatHasChangedByMoreThanATwentieth() {
        byte[] before = ids.pack(Map.of(links[0], 100_000_000L));
        assertThat(LinkIds.alike(before, ids.pack(Map.of(links[0], 104_000_000L)))).isTrue();
        assertThat(LinkIds.alike(before, ids.pack(Map.of(links[0], 106_000_000L)))).isFalse();
        assertThat(LinkIds.alike(before, ids.pack(Map.of(links[1], 100_000_000L)))).isFalse();
        assertThat(LinkIds.alike(before, ids.pack(Map.of()))).isFalse();
        assertThat(ids.pack(Map.of(links[0], 1L))).isEqualTo(ids.pack(Map.of(links[0], 1000L)));
    }
}
