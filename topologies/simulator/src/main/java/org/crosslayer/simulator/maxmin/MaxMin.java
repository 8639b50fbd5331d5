// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.maxmin;

/**
 * Progressive filling (Bertsekas and Gallager, Data Networks, 6.5.2): the rates of all flows rise together until a
 * link is full; its flows stay at that rate and the others rise on, until every flow crosses a full link on which
 * none has more. That is what long-lived TCP connections of equal round-trip times share out among themselves.
 *
 * <p>Takes O((links + sum of path lengths) * log links): what is left on a link for each of its unfrozen flows only
 * grows while others are frozen, so that a heap with outdated, too small keys finds the next full link.
 */
public final class MaxMin {

    private MaxMin() {
    }

    /**
     * Shares the network out.
     *
     * @param network links and flows
     * @return rate of every flow
     */
    public static double[] rates(FlowNetwork network) {
        int[] active = new int[network.linkCount()];
        int[] flowsFrom = new int[network.linkCount() + 1];
        int[] flows = flowsByLink(network, active, flowsFrom);
        double[] left = new double[network.linkCount()];
        LinkHeap heap = new LinkHeap(network.linkCount());
        for (int link = 0; link < left.length; link++) {
            left[link] = network.capacity(link);
            if (active[link] > 0) {
                heap.push(link, left[link] / active[link]);
            }
        }
        double[] rates = new double[network.flowCount()];
        boolean[] frozen = new boolean[rates.length];
        while (!heap.isEmpty()) {
            double key = heap.firstKey();
            int link = heap.pop();
            if (active[link] == 0) {
                continue;
            }
            double share = left[link] / active[link];
            if (share > key) {
                heap.push(link, share);
                continue;
            }
            for (int i = flowsFrom[link]; i < flowsFrom[link + 1]; i++) {
                int flow = flows[i];
                if (!frozen[flow]) {
                    frozen[flow] = true;
                    rates[flow] = share;
                    for (int p = network.start(flow); p < network.start(flow + 1); p++) {
                        int crossed = network.linkAt(p);
                        left[crossed] = Math.max(0, left[crossed] - share);
                        active[crossed]--;
                    }
                }
            }
        }
        return rates;
    }

    /** Flows sorted by link; fills in their count for every link and where those of a link begin. */
    private static int[] flowsByLink(FlowNetwork network, int[] counts, int[] from) {
        int end = network.flowCount() == 0 ? 0 : network.start(network.flowCount());
        for (int p = 0; p < end; p++) {
            counts[network.linkAt(p)]++;
        }
        for (int link = 0; link < counts.length; link++) {
            from[link + 1] = from[link] + counts[link];
        }
        int[] next = from.clone();
        int[] flows = new int[end];
        for (int flow = 0; flow < network.flowCount(); flow++) {
            for (int p = network.start(flow); p < network.start(flow + 1); p++) {
                flows[next[network.linkAt(p)]++] = flow;
            }
        }
        return flows;
    }
}
