// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricLink;

/**
 * Expected load of every link. Our own is kept in whole bits per second, so that what is added and taken away again
 * leaves nothing behind.
 */
final class LinkLoads {

    private static final double ROUNDING = 1e-6;

    /** Links of hosts are on every path of their host: they limit rates, but no choice of a path changes them. */
    private final boolean[] chosen;
    private final long[] own;
    private final long[] foreign;
    private final long[] capacity;
    private final double[] perCapacity;

    LinkLoads(Fabric fabric) {
        int count = fabric.linkCount();
        own = new long[count];
        foreign = new long[count];
        capacity = new long[count];
        perCapacity = new double[count];
        chosen = new boolean[count];
        for (int i = 0; i < count; i++) {
            capacity[i] = fabric.capacityBps(i);
            perCapacity[i] = 1.0 / capacity[i];
            chosen[i] = fabric.sourceDevice(i) != FabricLink.NONE
                    && fabric.destinationDevice(i) != FabricLink.NONE;
        }
    }

    /** Adds (or, if negative, takes away) bits per second of our own on every link of a path. */
    void add(int[] links, long bps) {
        for (int link : links) {
            own[link] += bps;
        }
    }

    /** The same on one link. */
    void add(int link, long bps) {
        own[link] += bps;
    }

    long own(int link) {
        return own[link];
    }

    void foreign(int link, long bps) {
        foreign[link] = bps;
    }

    long foreign(int link) {
        return foreign[link];
    }

    long capacity(int link) {
        return capacity[link];
    }

    int count() {
        return own.length;
    }

    /** Whether the link is one between devices. */
    boolean chosen(int link) {
        return chosen[link];
    }

    /** Fraction of its capacity that is expected on a link if so much more is put there; above 1 if too much. */
    double use(int link, long more) {
        return (own[link] + foreign[link] + more) * perCapacity[link];
    }

    /** What is not expected to be used of a link; negative if it is overloaded. */
    long residual(int link) {
        return capacity[link] - own[link] - foreign[link];
    }

    /** Use of the most used link between devices, if so much more is put on a path; 0 if there is none. */
    double worst(int[] links, int from, int to, long more) {
        double worst = 0;
        for (int i = from; i < to; i++) {
            int link = links[i];
            if (chosen[link]) {
                worst = Math.max(worst, (own[link] + foreign[link] + more) * perCapacity[link]);
            }
        }
        return worst;
    }

    /** What it costs to put so much more on a path: growth of the sum of max(0, use - 1)^2 over its links. */
    double cost(int[] links, int from, int to, long more) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            int link = links[i];
            if (chosen[link]) {
                double before = (own[link] + foreign[link]) * perCapacity[link];
                double after = before + more * perCapacity[link];
                sum += excess(after) - excess(before);
            }
        }
        return sum;
    }

    /** What so much use of one link costs. */
    static double excess(double use) {
        double over = use - 1 - ROUNDING;
        return over <= 0 ? 0 : over * over;
    }

    double worst(int[] links, long more) {
        return worst(links, 0, links.length, more);
    }
}
