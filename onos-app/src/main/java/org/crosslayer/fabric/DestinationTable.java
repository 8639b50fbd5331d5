// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Arrays;

/**
 * For one destination, every device's next hops on paths of the fewest links. Immutable.
 *
 * <p>Next hops are kept in blocks of devices, so that a table in which one device has changed shares all others.
 */
final class DestinationTable {

    private static final int BLOCK_BITS = 6;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final short UNREACHABLE = Short.MAX_VALUE;

    /** Number of links to the nearest device of the destination. */
    private final short[] distance;
    private final NextHops[][] nextHops;

    private DestinationTable(short[] distance, NextHops[][] nextHops) {
        this.distance = distance;
        this.nextHops = nextHops;
    }

    /** The table of a destination behind any of some devices. */
    static DestinationTable towards(int[] destination, Adjacency adjacency, boolean[] live, NextHopCache cache) {
        int devices = adjacency.outgoing.start.length - 1;
        short[] distance = distances(destination, adjacency.incoming, live, devices);
        NextHops[][] nextHops = new NextHops[(devices + BLOCK - 1) / BLOCK][BLOCK];
        int[] best = new int[0];
        for (int device = 0; device < devices; device++) {
            if (distance[device] != 0 && distance[device] != UNREACHABLE) {
                int degree = adjacency.outgoing.start[device + 1] - adjacency.outgoing.start[device];
                best = best.length < degree ? new int[degree] : best;
                nextHops[device >> BLOCK_BITS][device & BLOCK - 1] =
                        nextHops(device, distance, adjacency.outgoing, live, cache, best);
            }
        }
        return new DestinationTable(distance, nextHops);
    }

    /** Next hops of a device, null if the destination is here or cannot be reached from there. */
    NextHops nextHops(int device) {
        return nextHops[device >> BLOCK_BITS][device & BLOCK - 1];
    }

    /**
     * The table after one link has come or gone; null if distances have changed, so that it has to be worked out
     * anew. It is this very table if the link makes no difference.
     *
     * @param live which links are live by now
     */
    DestinationTable after(int link, LinkTable links, Adjacency adjacency, boolean[] live, NextHopCache cache) {
        int from = links.source[link];
        int nearer = distance[from] - 1;
        int next = distance[links.destination[link]];
        if (next == UNREACHABLE || next > nearer) {
            return this;
        }
        boolean onlyOne = !live[link] && nextHops(from).size() == 1;
        if (next < nearer || distance[from] == UNREACHABLE || onlyOne) {
            return null;
        }
        int[] best = new int[adjacency.outgoing.start[from + 1] - adjacency.outgoing.start[from]];
        NextHops[][] blocks = nextHops.clone();
        blocks[from >> BLOCK_BITS] = blocks[from >> BLOCK_BITS].clone();
        blocks[from >> BLOCK_BITS][from & BLOCK - 1] =
                nextHops(from, distance, adjacency.outgoing, live, cache, best);
        return new DestinationTable(distance, blocks);
    }

    private static NextHops nextHops(int device, short[] distance, Adjacency.Side outgoing, boolean[] live,
                                     NextHopCache cache, int[] best) {
        int nearer = distance[device] - 1;
        int count = 0;
        for (int i = outgoing.start[device]; i < outgoing.start[device + 1]; i++) {
            if (distance[outgoing.neighbour[i]] == nearer && live[outgoing.link[i]]) {
                best[count++] = outgoing.link[i];
            }
        }
        return cache.of(device, best, count);
    }

    private static short[] distances(int[] destination, Adjacency.Side incoming, boolean[] live, int devices) {
        short[] distance = new short[devices];
        Arrays.fill(distance, UNREACHABLE);
        int[] queue = new int[devices];
        int filled = 0;
        for (int device : destination) {
            distance[device] = 0;
            queue[filled++] = device;
        }
        for (int taken = 0; taken < filled && filled < devices; taken++) {
            int device = queue[taken];
            short further = (short) (distance[device] + 1);
            for (int i = incoming.start[device]; i < incoming.start[device + 1]; i++) {
                int from = incoming.neighbour[i];
                if (distance[from] == UNREACHABLE && live[incoming.link[i]]) {
                    distance[from] = further;
                    queue[filled++] = from;
                }
            }
        }
        return distance;
    }
}
