// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.fabric.TestFabrics.ip;
import static org.crosslayer.fabric.TestFabrics.ip6;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.crosslayer.ecmp.Address;
import org.junit.jupiter.api.Test;

class PathChoicesTest {

    @Property(tries = 200)
    void choicesAreTheEnumeratedPathsInTheirOrder(@ForAll @IntRange(min = 3, max = 7) int devices, @ForAll long seed,
                                                  @ForAll boolean routes) {
        Fabric fabric = new RandomNetwork(devices, seed, routes).build();
        PathChoices choices = new PathChoices(fabric);
        for (int from = 1; from <= fabric.hostCount(); from++) {
            for (int to = 1; to <= fabric.hostCount(); to++) {
                compare(fabric, choices, ip(from), ip(to));
                compare(fabric, choices, ip6(from), ip6(to));
            }
        }
    }

    private static void compare(Fabric fabric, PathChoices choices, Address from, Address to) {
        PathSet expected = fabric.paths(from, to, Integer.MAX_VALUE);
        assertThat(choices.find(from, to)).isEqualTo(expected.size());
        List<TracedPath> found = new ArrayList<>();
        for (int path = 0; path < choices.size(); path++) {
            found.add(choices.path(path));
            assertThat(choices.share(path)).isEqualTo(expected.share(path));
            assertThat(choices.end(path) - choices.start(path)).isEqualTo(expected.path(path).length());
            for (int i = choices.start(path); i < choices.end(path); i++) {
                assertThat(fabric.live(choices.links()[i])).isTrue();
            }
        }
        for (int path = 0; path < expected.size(); path++) {
            assertThat(found.get(path)).isEqualTo(expected.path(path));
        }
    }

    @Test
    void nothingIsFoundForStrangers() {
        PathChoices choices = new PathChoices(TestFabrics.fatTree(4, false).build());
        assertThat(choices.find(ip(1), ip(16))).isEqualTo(4);
        assertThat(choices.find(ip(1), ip(16), 3)).isEqualTo(3);
        assertThat(choices.find(ip(1), ip(200))).isZero();
        assertThat(choices.find(ip(200), ip(1))).isZero();
        assertThat(choices.size()).isZero();
    }

    @Test
    void nothingIsAllocatedOnceTheArraysAreLargeEnough() {
        Fabric fabric = TestFabrics.fatTree(8, false).build();
        PathChoices choices = new PathChoices(fabric);
        Address[] hosts = new Address[fabric.hostCount()];
        for (int i = 0; i < hosts.length; i++) {
            hosts[i] = fabric.host(i).addresses().get(0);
        }
        findAll(choices, hosts);
        long before = allocated();
        long paths = findAll(choices, hosts);
        // 128 * 127 searches; what is left is noise of the measurement.
        assertThat(allocated() - before).isLessThan(16_384);
        assertThat(paths).isGreaterThan(200_000);
    }

    private static long findAll(PathChoices choices, Address[] hosts) {
        long paths = 0;
        for (Address from : hosts) {
            for (Address to : hosts) {
                paths += choices.find(from, to);
            }
        }
        return paths;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
