// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Arrays;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.ecmp.NextHopSelector;
import org.crosslayer.ecmp.PortSelector;

/**
 * Follows packets from one address to another through a fabric, again and again with other ports, without
 * allocating. Belongs to one thread.
 */
public final class PacketWalk {

    /** Initial time to live of common senders: a packet on a longer path never arrives. */
    static final int MAX_HOPS = 64;

    private final Fabric fabric;
    private final LinkTable table;
    private final HopCache hops;
    private FiveTuple flow;
    private Address destination;
    private int sourceHost;
    private int destinationHost;
    /** Where the destination is attached; NONE if that is nowhere or at several devices. */
    private int lastDevice;
    private int lastLink;
    /** Null if the source is unknown or attached nowhere. */
    private NextHops firstHops;
    private final int[] links = new int[MAX_HOPS + 1];
    private int length;
    private int device;
    private PathProblem problem;
    private boolean abandoned;

    /**
     * Prepares walks through one fabric.
     *
     * @param fabric the network
     * @param flow   addresses and protocol of the packets; its ports are not looked at
     */
    public PacketWalk(Fabric fabric, FiveTuple flow) {
        this.fabric = fabric;
        this.table = fabric.links();
        this.hops = new HopCache(fabric);
        follow(flow);
    }

    /**
     * Turns to packets of other addresses; the walks before are forgotten.
     *
     * @param packets addresses and protocol of the packets; its ports are not looked at
     */
    public void follow(FiveTuple packets) {
        flow = packets;
        destination = packets.destination();
        sourceHost = fabric.hostOf(packets.source());
        destinationHost = fabric.hostOf(destination);
        lastDevice = FabricLink.NONE;
        firstHops = sourceHost == FabricLink.NONE ? null : fabric.host(sourceHost).firstHops();
        length = 0;
        abandoned = true;
        if (destinationHost != FabricLink.NONE) {
            FabricHost to = fabric.host(destinationHost);
            if (to.attachments() == 1) {
                lastLink = to.downlink(0);
                lastDevice = fabric.sourceDevice(lastLink);
            }
            hops.towards(destinationHost, packets);
        }
    }

    /**
     * Follows one packet. What it finds stays until the next walk.
     *
     * @param sourcePort      source port of the packet
     * @param destinationPort destination port of the packet
     * @return whether the packet arrives on a path that is known
     */
    public boolean walk(int sourcePort, int destinationPort) {
        return walk(sourcePort, destinationPort, null);
    }

    /**
     * Follows one packet for as long as it keeps to wanted links: a search for ports gives most of them up after
     * the first hash. What it finds stays until the next walk.
     *
     * @param sourcePort      source port of the packet
     * @param destinationPort destination port of the packet
     * @param wanted          by link index: whether the packet may take it; the links of hosts are asked for too;
     *                        null if it may take any
     * @return whether the packet arrives over wanted links alone
     */
    public boolean walk(int sourcePort, int destinationPort, boolean[] wanted) {
        length = 0;
        abandoned = false;
        device = FabricLink.NONE;
        problem = start(sourcePort, destinationPort);
        while (problem == null) {
            if (wanted != null && !wanted[links[length - 1]]) {
                abandoned = true;
                return false;
            }
            int delivery = device == lastDevice ? lastLink : lastDevice == FabricLink.NONE
                    ? fabric.delivery(device, destinationHost) : FabricLink.NONE;
            if (delivery != FabricLink.NONE) {
                links[length++] = delivery;
                abandoned = wanted != null && !wanted[delivery];
                return !abandoned;
            }
            problem = hop(sourcePort, destinationPort);
        }
        return false;
    }

    /**
     * Number of links of the last walk.
     *
     * @return 0 or more
     */
    public int length() {
        return length;
    }

    /**
     * One link of the last walk.
     *
     * @param position 0..length()-1
     * @return link index
     */
    public int link(int position) {
        return links[position];
    }

    /** The links themselves; only the first length() count. */
    int[] links() {
        return links;
    }

    /**
     * The last walk as a value.
     *
     * @return a path that later walks do not change
     * @throws IllegalStateException if there was no walk or it was given up at a link that was not wanted
     */
    public TracedPath path() {
        if (abandoned) {
            throw new IllegalStateException("no packet was followed to an end");
        }
        return new TracedPath(fabric, Arrays.copyOf(links, length), problem, problem == null ? "" : explain());
    }

    private PathProblem start(int sourcePort, int destinationPort) {
        if (sourceHost == FabricLink.NONE || destinationHost == FabricLink.NONE) {
            return PathProblem.UNKNOWN_HOST;
        }
        if (firstHops == null || fabric.host(destinationHost).attachments() == 0) {
            return PathProblem.NO_ROUTE;
        }
        return take(firstHops, null, sourcePort, destinationPort);
    }

    private PathProblem hop(int sourcePort, int destinationPort) {
        if (length == MAX_HOPS) {
            return PathProblem.LOOP;
        }
        NextHops nextHops = hops.nextHops(device);
        if (nextHops == null) {
            return PathProblem.NO_ROUTE;
        }
        PathProblem failure = nextHops.size() == 1 ? take(nextHops.link(0))
                : take(nextHops, hops.bound(device), sourcePort, destinationPort);
        return failure == null && device == FabricLink.NONE ? PathProblem.NO_ROUTE : failure;
    }

    private PathProblem take(NextHops nextHops, PortSelector bound, int sourcePort, int destinationPort) {
        if (nextHops.size() == 1) {
            return take(nextHops.link(0));
        }
        if (!nextHops.modelled()) {
            return PathProblem.UNMODELLED_HASH;
        }
        int index = bound != null ? bound.choose(sourcePort, destinationPort)
                : nextHops.selector().choose(flow, sourcePort, destinationPort);
        return index == NextHopSelector.UNKNOWN ? PathProblem.UNMODELLED_HASH : take(nextHops.link(index));
    }

    private PathProblem take(int link) {
        links[length++] = link;
        device = table.destination[link];
        return null;
    }

    private String explain() {
        switch (problem) {
            case UNKNOWN_HOST:
                return (sourceHost == FabricLink.NONE ? flow.source() : destination)
                        + " is not the address of a host in the fabric";
            case LOOP:
                return "the routes to " + destination + " lead through more than " + MAX_HOPS + " devices, last "
                        + fabric.device(device) + ": a loop";
            case UNMODELLED_HASH:
                return device == FabricLink.NONE
                        ? "host " + fabric.host(sourceHost) + " is attached at several places and how it chooses "
                                + "is not known"
                        : fabric.device(device) + " has several next hops to " + destination
                                + (fabric.device(device).hash().isEmpty()
                                ? " and no ecmp configuration that says how it chooses"
                                : ", and what it chooses by (an IPv6 flow label, a bucket of a live next hop) is not "
                                        + "known");
            case NO_ROUTE:
            default:
                if (length == 0 || fabric.host(destinationHost).attachments() == 0) {
                    return (fabric.host(sourceHost).attachments() == 0 ? flow.source() : destination)
                            + " has no live link into the fabric";
                }
                return device == FabricLink.NONE
                        ? "a route sends packets for " + destination + " to another host"
                        : fabric.device(device) + " has no live route to " + destination;
        }
    }
}
