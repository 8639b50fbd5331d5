// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.maxmin;

import java.util.Arrays;

/**
 * Links with capacities and the flows over them, in flat arrays. Links and flows are numbered from 0 in the order in
 * which they were added. Not safe for several threads.
 */
public final class FlowNetwork {

    private static final int FIRST_SIZE = 64;

    private double[] capacities;
    private int linkCount;
    /** Links of all flows, one flow after the other. */
    private int[] links = new int[FIRST_SIZE];
    /** Where the links of a flow begin; one more entry than there are flows. */
    private int[] starts = new int[FIRST_SIZE];
    private int flowCount;

    /** An empty network. */
    public FlowNetwork() {
        capacities = new double[FIRST_SIZE];
    }

    /**
     * Adds a link.
     *
     * @param capacity what its flows may carry together, at least 0
     * @return its number
     */
    public int addLink(double capacity) {
        if (!(capacity >= 0) || capacity == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("capacity " + capacity + ", expected a number of at least 0");
        }
        if (linkCount == capacities.length) {
            capacities = Arrays.copyOf(capacities, 2 * linkCount);
        }
        capacities[linkCount] = capacity;
        return linkCount++;
    }

    /**
     * Adds a flow.
     *
     * @param path numbers of the links that it crosses, each once, at least one
     * @return its number
     */
    public int addFlow(int... path) {
        return addFlow(path, path.length);
    }

    /**
     * Adds a flow.
     *
     * @param path   array that begins with the links that it crosses
     * @param length number of these, at least 1
     * @return its number
     */
    public int addFlow(int[] path, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("a flow crosses at least one link");
        }
        int from = starts[flowCount];
        if (from + length > links.length) {
            links = Arrays.copyOf(links, Math.max(2 * links.length, from + length));
        }
        if (flowCount + 2 > starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        for (int i = 0; i < length; i++) {
            if (path[i] < 0 || path[i] >= linkCount) {
                throw new IllegalArgumentException("there is no link " + path[i]);
            }
            links[from + i] = path[i];
        }
        starts[flowCount + 1] = from + length;
        return flowCount++;
    }

    /** Takes all flows out and keeps the links. */
    public void clearFlows() {
        flowCount = 0;
    }

    /**
     * Number of links.
     *
     * @return 0 or more
     */
    public int linkCount() {
        return linkCount;
    }

    /**
     * Number of flows.
     *
     * @return 0 or more
     */
    public int flowCount() {
        return flowCount;
    }

    /**
     * Capacity of a link.
     *
     * @param link 0..linkCount()-1
     * @return as it was added
     */
    public double capacity(int link) {
        return capacities[link];
    }

    /** Position in {@link #linkAt} of a flow's first link; that of the next flow ends it. */
    int start(int flow) {
        return starts[flow];
    }

    int linkAt(int position) {
        return links[position];
    }

    /**
     * The links of a flow.
     *
     * @param flow 0..flowCount()-1
     * @return a copy
     */
    public int[] path(int flow) {
        return Arrays.copyOfRange(links, starts[flow], starts[flow + 1]);
    }
}
