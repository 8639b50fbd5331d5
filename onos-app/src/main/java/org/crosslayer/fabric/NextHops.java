// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.GroupFeature;
import org.crosslayer.ecmp.NextHopGroup;
import org.crosslayer.ecmp.NextHopSelector;

/**
 * The live equal-cost next hops of one device for one destination; or the links that a host chooses among. Immutable.
 */
final class NextHops {

    /** Groups of equal weights by size, which nearly all are; they are the same for all devices. */
    private static final NextHopGroup[] EQUAL = IntStream.rangeClosed(0, 64)
            .mapToObj(count -> count == 0 ? null : NextHopGroup.of(IntStream.generate(() -> 1).limit(count).toArray()))
            .toArray(NextHopGroup[]::new);

    private final int[] links;
    private final NextHopGroup group;
    private final NextHopSelector selector;
    /** Share of each if there are no weights, else 0. */
    private final double equalShare;

    /** Links of the live next hops of a group, and the hash over it if that is known. */
    NextHops(int[] links, NextHopGroup group, EcmpHash hash) {
        this.links = links;
        this.group = group;
        this.equalShare = group.has(GroupFeature.WEIGHTS) ? 0 : 1.0 / links.length;
        this.selector = links.length > 1 && hash != null ? hash.over(group) : null;
    }

    static NextHops equal(int[] links, EcmpHash hash) {
        int count = links.length;
        NextHopGroup group = count < EQUAL.length ? EQUAL[count]
                : NextHopGroup.of(IntStream.generate(() -> 1).limit(count).toArray());
        return new NextHops(links, group, hash);
    }

    int size() {
        return links.length;
    }

    int link(int index) {
        return links[index];
    }

    /** Whether these are the first so many links, in this order. */
    boolean has(int[] others, int count) {
        return count == links.length && others[0] == links[0] && Arrays.equals(links, 0, count, others, 0, count);
    }

    /** The links themselves. */
    int[] links() {
        return links;
    }

    /** Fraction of random flows that take a next hop. */
    double share(int index) {
        return equalShare > 0 ? equalShare : (double) group.weight(index) / total();
    }

    private long total() {
        long total = 0;
        for (int i = 0; i < links.length; i++) {
            total += group.weight(i);
        }
        return total;
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
