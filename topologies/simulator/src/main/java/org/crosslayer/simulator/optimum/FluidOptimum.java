// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.optimum;

import java.util.List;
import org.crosslayer.simulator.maxmin.FlowNetwork;
import org.crosslayer.simulator.maxmin.MaxMin;
import org.crosslayer.simulator.network.CableState;
import org.crosslayer.simulator.network.Cabling;
import org.crosslayer.simulator.traffic.Demand;

/**
 * The max-min fair rates of connections that could be split over all paths like a fluid.
 *
 * <p>Whatever the routing, data that leave a host or a site (rack, pod) cross its border, so that their rates add up
 * to no more than the border's cables carry; the same holds for what enters. This class shares out those borders
 * alone. Every rate vector that the network can carry fits them, hence:
 * <ul>
 * <li>the result is an upper bound in the sense of max-min fairness: no routing gives its worst-off connection more,
 * and so on upwards;
 * <li>in an intact fat-tree or leaf-spine network it is exact. Exchanging routers of the same group (the
 * aggregation routers of all pods with their cores, the cores of one group, the spines) maps the network onto itself
 * and leaves hosts in place. The mean of a routing over all these exchanges is a routing of the same rates that uses
 * all cables of a border equally. So rates can be carried if and only if they fit the borders.
 * </ul>
 * With failed or degraded cables {@link FluidRouting} finds out how near to it a routing gets.
 */
public final class FluidOptimum {

    private final Cabling cabling;
    private final FlowNetwork borders = new FlowNetwork();
    /** Where the borders of a level begin: first those outward, then those inward. */
    private final int[] levelStart;
    private final int[] siteCount;
    private final int[] path;
    private int length;

    /**
     * The bounds of a network.
     *
     * @param cabling the network
     * @param state   which cables work
     */
    public FluidOptimum(Cabling cabling, CableState state) {
        this.cabling = cabling;
        for (int direction = 0; direction < 2; direction++) {
            for (int host = 0; host < cabling.hostCount(); host++) {
                borders.addLink(cabling.hostRateBps(host));
            }
        }
        levelStart = new int[cabling.siteLevels()];
        siteCount = new int[cabling.siteLevels()];
        for (int level = 0; level < levelStart.length; level++) {
            addLevel(level, state);
        }
        path = new int[2 + 2 * levelStart.length];
    }

    /**
     * Shares the borders out.
     *
     * @param demands the connections that are there together
     * @return rate of each in bits per second
     */
    public double[] rates(List<Demand> demands) {
        borders.clearFlows();
        for (Demand demand : demands) {
            length = 0;
            path[length++] = demand.sender();
            path[length++] = cabling.hostCount() + demand.receiver();
            int from = cabling.routerOf(demand.sender());
            int to = cabling.routerOf(demand.receiver());
            for (int level = 0; level < levelStart.length; level++) {
                cross(level, cabling.site(level, from), cabling.site(level, to));
            }
            borders.addFlow(path, length);
        }
        return MaxMin.rates(borders);
    }

    /**
     * What hosts can send when each sends as much to every other: the load at which uniform traffic fills the
     * tightest border.
     *
     * @return bits per second of each host
     */
    public double uniformRate() {
        int hosts = cabling.hostCount();
        double rate = Double.MAX_VALUE;
        for (int host = 0; host < hosts; host++) {
            rate = Math.min(rate, cabling.hostRateBps(host));
        }
        for (int level = 0; level < levelStart.length; level++) {
            int[] inside = new int[siteCount[level]];
            for (int host = 0; host < hosts; host++) {
                int site = cabling.site(level, cabling.routerOf(host));
                if (site != Cabling.NO_SITE) {
                    inside[site]++;
                }
            }
            for (int site = 0; site < inside.length; site++) {
                double crossing = (double) inside[site] * (hosts - inside[site]) / (hosts - 1);
                if (crossing > 0) {
                    rate = Math.min(rate, borders.capacity(levelStart[level] + site) / crossing);
                }
            }
        }
        return rate;
    }

    private void cross(int level, int from, int to) {
        if (from != to && from != Cabling.NO_SITE) {
            path[length++] = levelStart[level] + from;
        }
        if (from != to && to != Cabling.NO_SITE) {
            path[length++] = levelStart[level] + siteCount[level] + to;
        }
    }

    private void addLevel(int level, CableState state) {
        int sites = 0;
        for (int router = 0; router < cabling.routerCount(); router++) {
            sites = Math.max(sites, cabling.site(level, router) + 1);
        }
        double[] border = new double[sites];
        for (int cable = 0; cable < cabling.cableCount(); cable++) {
            int[] ends = cabling.ends(cable);
            int one = cabling.site(level, ends[0]);
            int other = cabling.site(level, ends[1]);
            double rate = Math.round(cabling.cableRateBps(cable) * state.fraction(cable));
            if (one != other && one != Cabling.NO_SITE) {
                border[one] += rate;
            }
            if (one != other && other != Cabling.NO_SITE) {
                border[other] += rate;
            }
        }
        levelStart[level] = borders.linkCount();
        siteCount[level] = sites;
        for (int direction = 0; direction < 2; direction++) {
            for (double rate : border) {
                borders.addLink(rate);
            }
        }
    }
}
