// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Arrays;

/**
 * Finds source ports that lead to good paths without looking for any path in particular: traces ports one after the
 * other and keeps the best. Any port that hits one of the equally good paths will do, and while there is room in the
 * network one of the first few does. Used again for the next plan; belongs to one {@link Placement}.
 */
final class PortSampling {

    /** Even where the first port fits, so many are compared, to keep the load spread. */
    private static final int FEWEST = 8;
    /** The best of so many random ports is among the best 5 in 100 paths but for 4 in 100 times. */
    private static final int MOST = 64;
    private static final double EQUAL = 1e-6;

    private final LinkLoads loads;
    private final Tracing tracing;
    private final PortSamples samples = new PortSamples();
    /** Of the samples, for the subflow that is looked for: cost (or something above the least), links shared. */
    private double[] costs = new double[MOST];
    private int[] overlaps = new int[MOST];
    /** Links that the connection's own subflows take, by link: marked with the number of the plan. */
    private final int[] ownLinks;
    private int mark;
    private PortRange range;
    private ConnectionView connection;
    private long start;
    private long step;
    private int tried;
    /** Of those tried, so many were looked at again for ports that had been spared. */
    private int triedAgain;
    private int taken;
    private int best;
    private double bestUse;
    private boolean comparesOverlapFirst;

    PortSampling(LinkLoads loads, Tracing tracing) {
        this.loads = loads;
        this.tracing = tracing;
        this.ownLinks = new int[loads.count()];
    }

    /** Turns to the next connection; its direction is followed by the tracing already. */
    void begin(ConnectionView view, PortRange ports) {
        samples.clear();
        connection = view;
        range = ports;
        mark++;
        tried = 0;
        triedAgain = 0;
        taken = 0;
        long mixed = PortSequence.mix(view.seed());
        start = (mixed >>> 33) % ports.size();
        step = PortSequence.step(ports.size(), mixed);
    }

    /** Notes the links of a subflow that the connection has; those of hosts are on every path. */
    void own(int[] links) {
        for (int i = 1; i < links.length - 1; i++) {
            ownLinks[links[i]] = mark;
        }
    }

    int tried() {
        return tried;
    }

    PortSamples samples() {
        return samples;
    }

    /** How full the network between these hosts is: mean use of the most used link on some random paths. */
    double meanUse() {
        sampleUpTo(FEWEST);
        double sum = 0;
        for (int i = 0; i < samples.size(); i++) {
            sum += loads.worst(samples.links(), samples.start(i), samples.end(i), 0);
        }
        return sum / Math.max(1, samples.size());
    }

    /** How much it counts that a path shares no link with the connection's own subflows. */
    enum Apart {
        /** Other paths that are as good are looked for, but not for long. */
        PREFERRED,
        /** Other paths that are as good are looked for as long as there are samples. */
        SOUGHT,
        /** More than the load. */
        FIRST
    }

    /** The sample over which so many more bits per second travel best; -1 if there is none. */
    int best(long bps, Apart apart) {
        best = -1;
        int looked = 0;
        comparesOverlapFirst = apart == Apart.FIRST;
        for (int limit = FEWEST;; limit = Math.min(MOST, 2 * limit)) {
            sampleUpTo(limit);
            for (; looked < samples.size(); looked++) {
                look(looked, bps);
            }
            boolean fits = best >= 0 && costs[best] <= EQUAL;
            boolean alone = best >= 0 && overlaps[best] == 0;
            boolean enough = alone || apart == Apart.PREFERRED && limit > FEWEST;
            if (fits && enough || limit == MOST) {
                return best;
            }
        }
    }

    /** Compares a sample with the best one: by cost, by shared links, by use (squares: full links count most). */
    private void look(int sample, long bps) {
        if (sample >= costs.length) {
            costs = Arrays.copyOf(costs, 2 * sample);
            overlaps = Arrays.copyOf(overlaps, 2 * sample);
        }
        int[] links = samples.links();
        double cost = 0;
        double use = 0;
        int overlap = 0;
        // In one go, and without the hosts' own links at either end: this is where planning spends its time.
        int last = samples.end(sample) - 1;
        for (int i = samples.start(sample) + 1; i < last; i++) {
            double after = loads.use(links[i], bps);
            cost += LinkLoads.growth(loads.use(links[i], 0), after);
            use += after * after;
            overlap += ownLinks[links[i]] == mark ? 1 : 0;
        }
        costs[sample] = cost;
        overlaps[sample] = overlap;
        if (!samples.used(sample) && (best < 0 || better(cost, overlap, use))) {
            best = sample;
            bestUse = use;
        }
    }

    private boolean better(double cost, int overlap, double use) {
        if (comparesOverlapFirst && overlap != overlaps[best]) {
            return overlap < overlaps[best];
        }
        if (Math.abs(cost - costs[best]) > EQUAL) {
            return cost < costs[best];
        }
        return overlap < overlaps[best] || overlap == overlaps[best] && use < bestUse;
    }

    /**
     * Further source ports to fall back upon, best first: those of the samples that have not been taken on which so
     * many more bits per second cost least.
     */
    int[] others(int count, long bps) {
        sampleUpTo(count + taken);
        int found = 0;
        int[] chosen = new int[count];
        for (int i = 0; i < samples.size(); i++) {
            best = -1;
            look(i, bps);
        }
        // What fits is good enough in any order, and mostly there is plenty of that.
        for (int i = 0; i < samples.size() && found < count; i++) {
            if (!samples.used(i) && costs[i] <= EQUAL) {
                chosen[found++] = take(i);
            }
        }
        while (found < count) {
            int least = -1;
            for (int i = 0; i < samples.size(); i++) {
                least = !samples.used(i) && (least < 0 || costs[i] < costs[least]) ? i : least;
            }
            if (least < 0) {
                return Arrays.copyOf(chosen, found);
            }
            chosen[found++] = take(least);
        }
        return chosen;
    }

    /** Takes a sample out; its port. */
    int take(int sample) {
        samples.use(sample);
        taken++;
        return samples.port(sample);
    }

    private void sampleUpTo(int count) {
        while (samples.size() < count && tried < range.size() && tried < 2 * count + 1000) {
            sample(port(tried++), false);
        }
        while (samples.size() < count && triedAgain < tried) {
            sample(port(triedAgain++), true);
        }
    }

    private int port(int position) {
        return range.first() + (int) ((start + position * step) % range.size());
    }

    private void sample(int port, boolean spared) {
        if (!connection.taken(port) && connection.spared(port) == spared && tracing.walk(port)) {
            tracing.addTo(samples, port);
        }
    }
}
