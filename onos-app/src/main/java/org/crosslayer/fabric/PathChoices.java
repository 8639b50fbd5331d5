// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Arrays;
import org.crosslayer.ecmp.Address;

/**
 * All paths from one host to another that some packet can take, as link indices in one flat array that is used again
 * for the next pair of hosts. Allocates nothing once its arrays have grown to the fabric. Belongs to one thread.
 *
 * <p>The order is that of {@link Fabric#paths}: by the next hops of the first device, then of the second, and so on.
 *
 * <pre>
 *   int count = choices.find(client, server);
 *   for (int path = 0; path &lt; count; path++) {
 *       for (int i = choices.start(path); i &lt; choices.end(path); i++) {
 *           load[choices.links()[i]] ...
 * </pre>
 */
public final class PathChoices {

    private final Fabric fabric;
    private final LinkTable table;
    /** Shortest paths alone never come to a device again. */
    private final boolean loopsPossible;
    private final int[] walked = new int[PacketWalk.MAX_HOPS + 1];
    private int[] links = new int[64];
    private int[] ends = new int[16];
    private double[] shares = new double[16];
    private int size;
    private int limit;
    private int host;
    private Address destination;
    private DestinationTable shortest;
    /** Where the receiving host is attached; NONE if at several places. */
    private int lastDevice;
    private int lastLink;

    /**
     * Prepares for one fabric.
     *
     * @param fabric the network
     */
    public PathChoices(Fabric fabric) {
        this.fabric = fabric;
        this.table = fabric.links();
        this.loopsPossible = fabric.routed();
    }

    /**
     * Finds all paths.
     *
     * @param from address of the sending host
     * @param to   address of the receiving host
     * @return number of paths, 0 if no packet arrives
     */
    public int find(Address from, Address to) {
        return find(from, to, Integer.MAX_VALUE);
    }

    /**
     * Finds paths.
     *
     * @param from address of the sending host
     * @param to   address of the receiving host
     * @param most looks for no more than that, at least 1
     * @return number of paths, 0 if no packet arrives
     */
    public int find(Address from, Address to, int most) {
        size = 0;
        limit = most;
        destination = to;
        host = fabric.hostOf(to);
        int source = fabric.hostOf(from);
        if (source == FabricLink.NONE || host == FabricLink.NONE || fabric.host(host).attachments() == 0) {
            return 0;
        }
        FabricHost receiver = fabric.host(host);
        boolean single = receiver.attachments() == 1;
        lastLink = receiver.downlink(0);
        lastDevice = single ? table.source[lastLink] : FabricLink.NONE;
        shortest = fabric.towards(host);
        NextHops first = fabric.host(source).firstHops();
        for (int i = 0; first != null && i < first.size(); i++) {
            follow(first.link(i), 0, first.share(i));
        }
        return size;
    }

    /**
     * Number of paths that were found.
     *
     * @return 0 or more
     */
    public int size() {
        return size;
    }

    /**
     * The links of all paths, one path after the other.
     *
     * @return the array itself, not to be changed; only the first {@code end(size() - 1)} elements count, and only
     *         until the next search
     */
    public int[] links() {
        return links;
    }

    /**
     * Where a path begins: its link from the sending host.
     *
     * @param path 0..size()-1
     * @return index into {@link #links()}
     */
    public int start(int path) {
        return path == 0 ? 0 : ends[path - 1];
    }

    /**
     * Where a path ends.
     *
     * @param path 0..size()-1
     * @return index into {@link #links()} behind its last link, the one to the receiving host
     */
    public int end(int path) {
        return ends[path];
    }

    /**
     * How likely a path is for a packet of random ports, if the devices choose independently of each other.
     *
     * @param path 0..size()-1
     * @return above 0, at most 1
     */
    public double share(int path) {
        return shares[path];
    }

    /**
     * A path as a value.
     *
     * @param path 0..size()-1
     * @return a path that later searches do not change
     */
    public TracedPath path(int path) {
        return TracedPath.complete(fabric, Arrays.copyOfRange(links, start(path), end(path)));
    }

    /** Goes on behind a link, along single next hops as far as they lead. */
    private void follow(int from, int position, double share) {
        int link = from;
        for (int length = position; size < limit; length++) {
            walked[length] = link;
            int device = table.destination[link];
            if (device == FabricLink.NONE) {
                return;
            }
            int delivery = device == lastDevice ? lastLink : lastDevice == FabricLink.NONE
                    ? fabric.delivery(device, host) : FabricLink.NONE;
            if (delivery != FabricLink.NONE) {
                walked[length + 1] = delivery;
                add(length + 2, share);
                return;
            }
            RouteTable routes = fabric.routes(device);
            NextHops nextHops = routes != null ? routes.lookup(destination) : shortest.nextHops(device);
            if (nextHops == null || length + 2 > PacketWalk.MAX_HOPS || loopsPossible && visited(device, length)) {
                return;
            }
            int[] next = nextHops.links();
            if (next.length > 1) {
                for (int i = 0; i < next.length; i++) {
                    follow(next[i], length + 1, share * nextHops.share(i));
                }
                return;
            }
            link = next[0];
        }
    }

    /** Whether the path came through the device before. */
    private boolean visited(int device, int length) {
        for (int i = 0; i < length; i++) {
            if (table.destination[walked[i]] == device) {
                return true;
            }
        }
        return false;
    }

    private void add(int length, double share) {
        int begin = size == 0 ? 0 : ends[size - 1];
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            shares = Arrays.copyOf(shares, 2 * size);
        }
        if (begin + length > links.length) {
            links = Arrays.copyOf(links, 2 * (begin + length));
        }
        for (int i = 0; i < length; i++) {
            links[begin + i] = walked[i];
        }
        ends[size] = begin + length;
        shares[size++] = share;
    }
}
