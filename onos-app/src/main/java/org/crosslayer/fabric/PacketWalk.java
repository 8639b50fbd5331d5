// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Arrays;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.ecmp.NextHopSelector;

/**
 * Follows packets from one address to another through a fabric, again and again with other ports, without
 * allocating. Belongs to one thread.
 */
public final class PacketWalk {

    /** Initial time to live of common senders: a packet on a longer path never arrives. */
    static final int MAX_HOPS = 64;

    private final Fabric fabric;
    private FiveTuple flow;
    private Address destination;
    private int sourceHost;
    private int destinationHost;
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
        length = 0;
        abandoned = true;
    }

    /**
     * Follows one packet for as long as it keeps to wanted links: a search for ports gives most of them up after
     * the first hash. What it finds stays until the next walk.
     *
     * @param sourcePort      source port of the packet
     * @param destinationPort destination port of the packet
     * @param wanted          by link index: whether the packet may take it; the links of hosts are asked for too
     * @return whether the packet arrives over wanted links alone
     */
    public boolean walk(int sourcePort, int destinationPort, boolean[] wanted) {
        boolean arrives = walk(sourcePort, destinationPort);
        for (int i = 0; i < length; i++) {
            if (!wanted[links[i]]) {
                length = i;
                abandoned = true;
                return false;
            }
        }
        return arrives;
    }

    /**
     * Follows one packet. What it finds stays until the next walk.
     *
     * @param sourcePort      source port of the packet
     * @param destinationPort destination port of the packet
     * @return whether the packet arrives on a path that is known
     */
    public boolean walk(int sourcePort, int destinationPort) {
        length = 0;
        abandoned = false;
        problem = start();
        while (problem == null) {
            int delivery = fabric.delivery(device, destinationHost);
            if (delivery != FabricLink.NONE) {
                links[length++] = delivery;
                return true;
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

    private PathProblem start() {
        device = FabricLink.NONE;
        if (sourceHost == FabricLink.NONE || destinationHost == FabricLink.NONE) {
            return PathProblem.UNKNOWN_HOST;
        }
        FabricHost from = fabric.host(sourceHost);
        if (from.attachments() > 1) {
            return PathProblem.UNMODELLED_HASH;
        }
        take(from.uplink(0));
        return null;
    }

    private PathProblem hop(int sourcePort, int destinationPort) {
        if (length == MAX_HOPS) {
            return PathProblem.LOOP;
        }
        NextHops nextHops = fabric.nextHops(device, destinationHost, destination);
        if (nextHops == null) {
            return PathProblem.NO_ROUTE;
        }
        if (!nextHops.modelled()) {
            return PathProblem.UNMODELLED_HASH;
        }
        int index = nextHops.size() == 1 ? 0 : nextHops.selector().choose(flow, sourcePort, destinationPort);
        if (index == NextHopSelector.UNKNOWN) {
            return PathProblem.UNMODELLED_HASH;
        }
        take(nextHops.link(index));
        return device == FabricLink.NONE ? PathProblem.NO_ROUTE : null;
    }

    private void take(int link) {
        links[length++] = link;
        device = fabric.link(link).destinationDevice();
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
                return device == FabricLink.NONE
                        ? "a route sends packets for " + destination + " to another host"
                        : fabric.device(device) + " has no live route to " + destination;
        }
    }
}
