// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Arrays;

/**
 * Finds source ports that lead to good paths without looking for any path in particular: traces ports one after the
 * other and keeps the best. Any port that hits one of the equally good paths will do, and while there is room in the
 * network the first few do. Used again for the next plan; belongs to one {@link Placement}.
 */
final class PortSampling {

    /** Even where the first port fits, so many are compared, to keep the load spread. */
    static final int FEWEST = 8;
    /** With so many random ports the best one is among the best 5 in 100 paths but for 4 in 100 times. */
    static final int MOST = 64;
    private static final double EQUAL = 1e-6;

    private final LinkLoads loads;
    private final Tracing tracing;
    private final PortSamples samples = new PortSamples();
    /** Links that the connection's own subflows take, by link: marked with the number of the plan. */
    private final int[] ownLinks;
    private int mark;
    private PortRange range;
    private ConnectionView connection;
    private long start;
    private long step;
    private int tried;

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
        long mixed = PortSequence.mix(view.seed());
        start = (mixed >>> 33) % ports.size();
        step = PortSequence.step(ports.size(), mixed);
    }

    /** Notes the links of a subflow that the connection has. */
    void own(int[] links) {
        for (int link : links) {
            ownLinks[link] = mark;
        }
    }

    int tried() {
        return tried;
    }

    PortSamples samples() {
        return samples;
    }

    /** The sample over which so many more bits per second travel best; -1 if there is none. */
    int best(long bps) {
        int limit = FEWEST;
        while (true) {
            sampleUpTo(limit);
            int best = bestSample(bps);
            if (best >= 0 && fits(best, bps) && overlap(best) == 0 || limit == MOST) {
                return best;
            }
            limit = Math.min(MOST, 2 * limit);
        }
    }

    /** So many ports that are as good as a sample, that one first; fewer if there are no more. Marks them as used. */
    int[] candidates(int best, int most, long bps) {
        int[] ports = new int[most];
        ports[0] = samples.port(best);
        samples.use(best);
        double cost = cost(best, bps);
        int overlap = overlap(best);
        int found = 1;
        int limit = samples.size();
        for (int i = 0; found < most; i++) {
            if (i == limit) {
                limit = Math.min(MOST + most, limit + most);
                sampleUpTo(limit);
                if (i >= samples.size()) {
                    break;
                }
                limit = samples.size();
            }
            if (!samples.used(i) && (samples.samePath(i, best)
                    || cost(i, bps) <= cost + EQUAL && overlap(i) <= overlap)) {
                samples.use(i);
                ports[found++] = samples.port(i);
            }
        }
        return found == most ? ports : Arrays.copyOf(ports, found);
    }

    private int bestSample(long bps) {
        int best = -1;
        double bestCost = 0;
        double bestUse = 0;
        int bestOverlap = 0;
        for (int i = 0; i < samples.size(); i++) {
            if (samples.used(i)) {
                continue;
            }
            double cost = cost(i, bps);
            if (best >= 0 && cost > bestCost + EQUAL) {
                continue;
            }
            double use = use(i, bps);
            int overlap = overlap(i);
            if (best < 0 || cost < bestCost - EQUAL || overlap < bestOverlap
                    || overlap == bestOverlap && use < bestUse) {
                best = i;
                bestCost = cost;
                bestUse = use;
                bestOverlap = overlap;
            }
        }
        return best;
    }

    private double cost(int sample, long bps) {
        return loads.cost(samples.links(), samples.start(sample), samples.end(sample), bps);
    }

    private boolean fits(int sample, long bps) {
        return use(sample, bps) <= 1 + EQUAL;
    }

    private double use(int sample, long bps) {
        return loads.worst(samples.links(), samples.start(sample), samples.end(sample), bps);
    }

    /** Links between devices that the connection's own subflows have too. */
    private int overlap(int sample) {
        int count = 0;
        int[] links = samples.links();
        for (int i = samples.start(sample); i < samples.end(sample); i++) {
            count += ownLinks[links[i]] == mark && loads.chosen(links[i]) ? 1 : 0;
        }
        return count;
    }

    private void sampleUpTo(int count) {
        while (samples.size() < count && tried < range.size() && tried < 2 * count + 1000) {
            int port = range.first() + (int) ((start + tried++ * step) % range.size());
            if (!connection.taken(port) && tracing.walk(port)) {
                tracing.addTo(samples, port);
            }
        }
    }
}
