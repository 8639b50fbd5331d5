// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.NextHopGroup;
import org.crosslayer.ecmp.NextHopSelector;

/**
 * The live equal-cost next hops of one device for one destination.
 */
final class NextHops {

    private final int[] links;
    private final NextHopGroup group;
    private final NextHopSelector selector;

    /** Links of the live next hops of a group, and the hash over it if that is known. */
    NextHops(int[] links, NextHopGroup group, EcmpHash hash) {
        this.links = links;
        this.group = group;
        this.selector = links.length > 1 && hash != null ? hash.over(group) : null;
    }

    static NextHops equal(int[] links, EcmpHash hash) {
        int[] weights = new int[links.length];
        Arrays.fill(weights, 1);
        return new NextHops(links, NextHopGroup.of(weights), hash);
    }

    int size() {
        return links.length;
    }

    int link(int index) {
        return links[index];
    }

    /** Fraction of random flows that take a next hop. */
    double share(int index) {
        return (double) group.weight(index) / IntStream.range(0, links.length).mapToLong(group::weight).sum();
    }

    /** Whether it is known which next hop a packet takes. */
    boolean modelled() {
        return selector != null || links.length == 1;
    }

    /** How the device chooses; only if modelled and there are several next hops. */
    NextHopSelector selector() {
        return selector;
    }
}
