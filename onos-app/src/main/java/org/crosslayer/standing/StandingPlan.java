// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.standing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosslayer.plan.DataDirection;

/**
 * What is to be opened for every connection to one destination. Immutable, and right for one snapshot of the network.
 */
public final class StandingPlan {

    private final Destination destination;
    private final DataDirection direction;
    private final List<StandingPath> paths;
    private final int maxSubflows;
    private final int initialFirstPort;
    private final byte[] initialPaths;
    private final int[] steered;

    StandingPlan(Destination destination, DataDirection direction, List<StandingPath> paths, int maxSubflows,
                 int initialFirstPort, byte[] initialPaths, int[] steered) {
        this.destination = destination;
        this.direction = direction;
        this.paths = List.copyOf(paths);
        this.maxSubflows = maxSubflows;
        this.initialFirstPort = initialFirstPort;
        this.initialPaths = initialPaths;
        this.steered = steered;
    }

    /**
     * What it is for.
     *
     * @return destination
     */
    public Destination destination() {
        return destination;
    }

    /**
     * Which way the data goes that its paths are for.
     *
     * @return direction as seen from the host that opens the connections
     */
    public DataDirection direction() {
        return direction;
    }

    /**
     * Its paths.
     *
     * @return best first
     */
    public List<StandingPath> paths() {
        return paths;
    }

    /**
     * Most subflows beside the first.
     *
     * @return 1 or more
     */
    public int maxSubflows() {
        return maxSubflows;
    }

    /**
     * Source port of a first subflow that the first entry of {@link #initialPaths()} is for.
     *
     * @return port
     */
    public int initialFirstPort() {
        return initialFirstPort;
    }

    /**
     * On which path a first subflow is, by source port.
     *
     * @return a copy: 1 for the first path and so on, 0 for none of them
     */
    public byte[] initialPaths() {
        return initialPaths.clone();
    }

    /**
     * On which path a first subflow is.
     *
     * @param port its source port
     * @return position in {@link #paths()}; -1 if on none of them, or not known
     */
    public int initialPath(int port) {
        int at = port - initialFirstPort;
        return at < 0 || at >= initialPaths.length ? -1 : initialPaths[at] - 1;
    }

    /**
     * How many subflows a connection gets.
     *
     * @param port source port of its first subflow
     * @return 0 or more
     */
    public int subflows(int port) {
        return Math.min(maxSubflows, paths.size() - (initialPath(port) < 0 ? 0 : 1));
    }

    /**
     * The path that a source port of a pool leads onto.
     *
     * @param port source port
     * @return null if it is in none of the pools
     */
    public StandingPath pathOf(int port) {
        return paths.stream().filter(path -> path.has(port)).findFirst().orElse(null);
    }

    /**
     * Source ports for first subflows, in turn over all paths.
     *
     * @return empty if they are the kernel's choice
     */
    public List<Integer> steered() {
        List<Integer> ports = new ArrayList<>(steered.length);
        for (int port : steered) {
            ports.add(port);
        }
        return ports;
    }

    /**
     * All source ports that the plan needs for itself.
     *
     * @return ports, each once
     */
    public int[] ports() {
        int[] all = new int[paths.stream().mapToInt(path -> path.pool().length).sum() + steered.length];
        int at = 0;
        for (StandingPath path : paths) {
            System.arraycopy(path.pool(), 0, all, at, path.pool().length);
            at += path.pool().length;
        }
        System.arraycopy(steered, 0, all, at, steered.length);
        return all;
    }

    /**
     * Size of the plan for a kernel.
     *
     * @return bytes, about
     */
    public int bytes() {
        return initialPaths.length + 2 * ports().length;
    }

    /**
     * Whether an agent that has one need not be told of the other.
     *
     * @param other another plan or null
     * @return true if both say the same
     */
    public boolean same(StandingPlan other) {
        if (other == null || !destination.equals(other.destination) || maxSubflows != other.maxSubflows
                || initialFirstPort != other.initialFirstPort || !Arrays.equals(initialPaths, other.initialPaths)
                || !Arrays.equals(steered, other.steered) || paths.size() != other.paths.size()) {
            return false;
        }
        for (int i = 0; i < paths.size(); i++) {
            if (!paths.get(i).same(other.paths.get(i))) {
                return false;
            }
        }
        return true;
    }

    int[] steeredPorts() {
        return steered;
    }

    @Override
    public String toString() {
        return destination + " " + paths;
    }
}
