// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricLink;

/**
 * Expected load of every link. Our own is kept in whole bits per second, so that what is added and taken away again
 * leaves nothing behind.
 */
final class LinkLoads {

    /** Rounding must not make a full link an overloaded one. */
    private static final double FULL = 1 + 1e-6;
    /** Links of hosts are on every path of their host: they limit rates, but no choice of a path changes them. */
    private static final double NEVER_OVERLOADED = -1e18;

    private final long[] own;
    private final long[] foreign;
    private final long[] capacity;
    /** By link two numbers side by side: expected use, and what one bit per second more adds to it. */
    private final double[] use;
    /** Of a copy whose use is not worked out yet: the original's, of which every second number never changes. */
    private final double[] pattern;

    LinkLoads(Fabric fabric) {
        int count = fabric.linkCount();
        own = new long[count];
        foreign = new long[count];
        capacity = new long[count];
        use = new double[2 * count];
        pattern = null;
        for (int i = 0; i < count; i++) {
            capacity[i] = fabric.capacityBps(i);
            boolean ofHost = fabric.sourceDevice(i) == FabricLink.NONE
                    || fabric.destinationDevice(i) == FabricLink.NONE;
            use[2 * i] = ofHost ? NEVER_OVERLOADED : 0;
            use[2 * i + 1] = ofHost ? 0 : 1.0 / capacity[i];
        }
    }

    private LinkLoads(long[] own, long[] foreign, long[] capacity, double[] use, double[] pattern) {
        this.own = own;
        this.foreign = foreign;
        this.capacity = capacity;
        this.use = use;
        this.pattern = pattern;
    }

    /**
     * The same loads, to be changed without effect on these. As quick as can be, since others wait meanwhile: what
     * follows from the loads is left to {@link #workedOut}, which the copy needs before all else.
     */
    LinkLoads copy() {
        return new LinkLoads(own.clone(), foreign.clone(), capacity, null, use);
    }

    /** This copy, ready for use. */
    LinkLoads workedOut() {
        LinkLoads ready = new LinkLoads(own, foreign, capacity, new double[pattern.length], null);
        for (int i = 0; i < own.length; i++) {
            ready.use[2 * i] = NEVER_OVERLOADED;
            ready.use[2 * i + 1] = pattern[2 * i + 1];
            ready.refresh(i);
        }
        return ready;
    }

    /** Adds (or, if negative, takes away) bits per second of our own on every link of a path. */
    void add(int[] links, long bps) {
        for (int link : links) {
            add(link, bps);
        }
    }

    /** The same on one link. */
    void add(int link, long bps) {
        own[link] += bps;
        refresh(link);
    }

    /** Worked out from whole numbers each time, so that no rounding errors add up. */
    private void refresh(int link) {
        if (chosen(link)) {
            use[2 * link] = (own[link] + foreign[link]) * use[2 * link + 1];
        }
    }

    long own(int link) {
        return own[link];
    }

    void foreign(int link, long bps) {
        foreign[link] = bps;
        refresh(link);
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
        return use[2 * link + 1] > 0;
    }

    /**
     * Fraction of its capacity that is expected on a link if so much more is put there, above 1 if too much; below 0
     * for links of hosts.
     */
    double use(int link, long more) {
        return use[2 * link] + more * use[2 * link + 1];
    }

    /** What is not expected to be used of a link; negative if it is overloaded. */
    long residual(int link) {
        return capacity[link] - own[link] - foreign[link];
    }

    /** Use of the most used link between devices, if so much more is put on a path; 0 if there is none. */
    double worst(int[] links, int from, int to, long more) {
        double worst = 0;
        for (int i = from; i < to; i++) {
            worst = Math.max(worst, use(links[i], more));
        }
        return worst;
    }

    double worst(int[] links, long more) {
        return worst(links, 0, links.length, more);
    }

    /**
     * What it costs to put so much more on a path: growth of the sum of max(0, use - 1)^2 over its links. Not counted
     * on beyond a limit.
     */
    double cost(int[] links, int from, int to, long more, double limit) {
        double sum = 0;
        for (int i = from; i < to && sum <= limit; i++) {
            sum += growth(use[2 * links[i]], use(links[i], more));
        }
        return sum;
    }

    /** By how much the cost of a link grows from one use to another; has no branches to be guessed wrong. */
    static double growth(double before, double after) {
        double less = Math.max(0, before - FULL);
        double more = Math.max(0, after - FULL);
        return (more - less) * (more + less);
    }

    /** What so much use of one link costs. */
    static double excess(double use) {
        double over = Math.max(0, use - FULL);
        return over * over;
    }
}
