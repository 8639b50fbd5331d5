// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Arrays;
import java.util.List;

/**
 * The paths that packets from one host to another can take, numbered from 0. Immutable.
 */
public final class PathSet {

    private static final int FREE = -1;

    private final List<TracedPath> paths;
    private final double[] shares;
    private final TracedPath failure;
    /** Path numbers by hash of their links; open addressing, at most half full. */
    private final int[] slots;

    PathSet(List<TracedPath> paths, double[] shares, TracedPath failure) {
        this.paths = List.copyOf(paths);
        this.shares = shares;
        this.failure = failure;
        this.slots = new int[Math.max(2, Integer.highestOneBit(paths.size()) << 2)];
        Arrays.fill(slots, FREE);
        for (int i = 0; i < paths.size(); i++) {
            int slot = slot(paths.get(i).hashCode());
            while (slots[slot] != FREE) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = i;
        }
    }

    /**
     * Number of paths.
     *
     * @return 0 if no packet arrives
     */
    public int size() {
        return paths.size();
    }

    /**
     * A path.
     *
     * @param index 0..size()-1
     * @return a complete path
     */
    public TracedPath path(int index) {
        return paths.get(index);
    }

    /**
     * How likely a path is for a packet of random ports, if the devices choose independently of each other.
     *
     * @param index 0..size()-1
     * @return above 0, at most 1
     */
    public double share(int index) {
        return shares[index];
    }

    /**
     * Why there is no path.
     *
     * @return a path that ends at the problem; null if there are paths
     */
    public TracedPath failure() {
        return paths.isEmpty() ? failure : null;
    }

    /**
     * The number of the path that a walk has found.
     *
     * @param walk a walk between the same hosts
     * @return path number, -1 if the path is not in the set
     */
    public int indexOf(PacketWalk walk) {
        return find(walk.links(), walk.length());
    }

    /**
     * The number of a path.
     *
     * @param path a path between the same hosts
     * @return path number, -1 if the path is not in the set
     */
    public int indexOf(TracedPath path) {
        int[] links = path.links();
        return find(links, links.length);
    }

    /**
     * The number of the path that runs back along another one, over the same cables.
     *
     * @param path a path from this set's destination to its source
     * @return path number, -1 if the path is not in the set
     */
    public int indexOfMirrored(TracedPath path) {
        int[] links = new int[path.length()];
        for (int i = 0; i < links.length; i++) {
            links[i] = path.reverseLink(links.length - 1 - i);
        }
        return find(links, links.length);
    }

    private int find(int[] links, int length) {
        int slot = slot(TracedPath.hash(links, length));
        while (slots[slot] != FREE) {
            if (paths.get(slots[slot]).follows(links, length)) {
                return slots[slot];
            }
            slot = slot + 1 & slots.length - 1;
        }
        return FREE;
    }

    private int slot(int hash) {
        return (hash ^ hash >>> Short.SIZE) & slots.length - 1;
    }
}
