// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosslayer.ecmp.Address;

/**
 * All paths between two hosts that some packet can take, in the order of the next hops.
 */
final class PathEnumeration {

    private final Fabric fabric;
    private final Address destination;
    private final int destinationHost;
    private final int limit;
    private final List<TracedPath> paths = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();
    private final int[] links = new int[PacketWalk.MAX_HOPS + 1];
    /** The first thing that went wrong, shown only if no path is found at all. */
    private TracedPath failure;

    PathEnumeration(Fabric fabric, Address source, Address destination, int limit) {
        this.fabric = fabric;
        this.destination = destination;
        this.limit = limit;
        this.destinationHost = fabric.hostOf(destination);
        int sourceHost = fabric.hostOf(source);
        if (sourceHost == FabricLink.NONE || destinationHost == FabricLink.NONE) {
            fail(0, PathProblem.UNKNOWN_HOST, (sourceHost == FabricLink.NONE ? source : destination)
                    + " is not the address of a host in the fabric");
            return;
        }
        NextHops from = fabric.host(sourceHost).firstHops();
        if (from == null || fabric.host(destinationHost).firstHops() == null) {
            fail(0, PathProblem.NO_ROUTE, (from == null ? source : destination) + " has no live link into the fabric");
            return;
        }
        for (int i = 0; i < from.size(); i++) {
            follow(from.link(i), 0, from.share(i));
        }
    }

    PathSet paths() {
        return new PathSet(paths, shares.stream().mapToDouble(Double::doubleValue).toArray(), failure);
    }

    private void follow(int link, int length, double share) {
        if (paths.size() >= limit) {
            return;
        }
        links[length] = link;
        int device = fabric.destinationDevice(link);
        if (device == FabricLink.NONE) {
            fail(length + 1, PathProblem.NO_ROUTE, "a route sends packets for " + destination + " to another host");
            return;
        }
        int delivery = fabric.delivery(device, destinationHost);
        if (delivery != FabricLink.NONE) {
            links[length + 1] = delivery;
            paths.add(TracedPath.complete(fabric, Arrays.copyOf(links, length + 2)));
            shares.add(share);
            return;
        }
        NextHops nextHops = fabric.nextHops(device, destinationHost, destination);
        if (nextHops == null) {
            fail(length + 1, PathProblem.NO_ROUTE,
                    fabric.device(device) + " has no live route to " + destination);
        } else if (visited(device, length)) {
            fail(length + 1, PathProblem.LOOP,
                    "the routes to " + destination + " lead back to " + fabric.device(device));
        } else {
            for (int i = 0; i < nextHops.size(); i++) {
                follow(nextHops.link(i), length + 1, share * nextHops.share(i));
            }
        }
    }

    /** Whether the path came through the device before the link that it has just taken; or is too long to care. */
    private boolean visited(int device, int length) {
        for (int i = 0; i < length; i++) {
            if (fabric.destinationDevice(links[i]) == device) {
                return true;
            }
        }
        return length + 2 > PacketWalk.MAX_HOPS;
    }

    private void fail(int length, PathProblem problem, String explanation) {
        if (failure == null) {
            failure = new TracedPath(fabric, Arrays.copyOf(links, length), problem, explanation);
        }
    }
}
