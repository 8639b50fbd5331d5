// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.crosslayer.ecmp.Address;

/**
 * An immutable snapshot of the network. Devices, links (one per direction) and hosts are numbered from 0.
 *
 * <p>Next hops towards a destination are worked out when they are first asked for and kept; that is the only thing
 * that changes inside, and it is safe from any thread.
 */
public final class Fabric {

    /** Rate of every link in a fabric where no rate is known at all. */
    public static final long DEFAULT_RATE_BPS = 1_000_000_000;

    private final List<FabricDevice> devices;
    private final List<FabricLink> links;
    private final List<FabricHost> hosts;
    private final Map<Address, Integer> hostByAddress;
    private final RouteTable[] tables;
    private final Adjacency adjacency;
    private final List<String> problems;
    /** Shortest paths by destination: devices first, then the hosts that have several attachments. */
    private final AtomicReferenceArray<ShortestPaths> shortestPaths;

    Fabric(List<FabricDevice> devices, List<FabricLink> links, List<FabricHost> hosts,
           Map<Address, Integer> hostByAddress, RouteTable[] tables, List<String> problems) {
        this.devices = List.copyOf(devices);
        this.links = List.copyOf(links);
        this.hosts = List.copyOf(hosts);
        this.hostByAddress = Map.copyOf(hostByAddress);
        this.tables = tables;
        this.problems = List.copyOf(problems);
        this.adjacency = new Adjacency(devices.size(), links);
        this.shortestPaths = new AtomicReferenceArray<>(devices.size() + hosts.size());
    }

    /**
     * A fabric with nothing in it.
     *
     * @return the snapshot to start from
     */
    public static Fabric empty() {
        return new FabricBuilder().build();
    }

    /**
     * Number of devices.
     *
     * @return 0 or more
     */
    public int deviceCount() {
        return devices.size();
    }

    /**
     * Number of links, each direction counted.
     *
     * @return 0 or more
     */
    public int linkCount() {
        return links.size();
    }

    /**
     * Number of hosts.
     *
     * @return 0 or more
     */
    public int hostCount() {
        return hosts.size();
    }

    /**
     * A device.
     *
     * @param index 0..deviceCount()-1
     * @return the device
     */
    public FabricDevice device(int index) {
        return devices.get(index);
    }

    /**
     * A link.
     *
     * @param index 0..linkCount()-1
     * @return the link
     */
    public FabricLink link(int index) {
        return links.get(index);
    }

    /**
     * A host.
     *
     * @param index 0..hostCount()-1
     * @return the host
     */
    public FabricHost host(int index) {
        return hosts.get(index);
    }

    /**
     * The host that has an address.
     *
     * @param address IPv4 or IPv6 address
     * @return host index, -1 if there is none
     */
    public int hostOf(Address address) {
        return hostByAddress.getOrDefault(address, FabricLink.NONE);
    }

    /**
     * Device that sends into a link.
     *
     * @param link 0..linkCount()-1
     * @return device index, {@link FabricLink#NONE} if a host does
     */
    public int sourceDevice(int link) {
        return links.get(link).sourceDevice();
    }

    /**
     * Device that receives from a link.
     *
     * @param link 0..linkCount()-1
     * @return device index, {@link FabricLink#NONE} if a host does
     */
    public int destinationDevice(int link) {
        return links.get(link).destinationDevice();
    }

    /**
     * The other direction of the same cable.
     *
     * @param link 0..linkCount()-1
     * @return link index, {@link FabricLink#NONE} if the fabric has one direction only
     */
    public int reverse(int link) {
        return links.get(link).reverse();
    }

    /**
     * Whether a link carries packets. A link that goes down keeps its number in the snapshots that are made by
     * changing an earlier one; next hops and paths never have it.
     *
     * @param link 0..linkCount()-1
     * @return false if the link is down
     */
    public boolean live(int link) {
        return true;
    }

    /**
     * Capacity of a link for planning: its rate; where that is not known, the highest rate that is known of any
     * link, or else {@link #DEFAULT_RATE_BPS}.
     *
     * @param link 0..linkCount()-1
     * @return bits per second, above 0
     */
    public long capacityBps(int link) {
        long rate = links.get(link).rateBps();
        return rate > 0 ? rate : rateOfUnknownBps();
    }

    /**
     * What a link of unknown rate counts as.
     *
     * @return bits per second, above 0
     */
    public long rateOfUnknownBps() {
        long highest = links.stream().mapToLong(FabricLink::rateBps).max().orElse(0);
        return highest > 0 ? highest : DEFAULT_RATE_BPS;
    }

    /**
     * Whether indices mean the same devices, links and hosts in both snapshots, as far as both have them.
     *
     * @param other another snapshot
     * @return true if one was made by changing the other, however often
     */
    public boolean numberedLike(Fabric other) {
        return other == this;
    }

    /**
     * What could not be taken into the snapshot, or contradicts itself.
     *
     * @return one line each, for the operator
     */
    public List<String> problems() {
        return problems;
    }

    /**
     * The paths that packets from one host to another can take, whatever their ports.
     *
     * @param source      address of the sending host
     * @param destination address of the receiving host
     * @param limit       at most this many are looked for, at least 1
     * @return paths in the order of the next hops
     */
    public PathSet paths(Address source, Address destination, int limit) {
        return new PathEnumeration(this, source, destination, limit).paths();
    }

    /** Next hops of a device towards a host, null if there is no route. */
    NextHops nextHops(int device, int host, Address destination) {
        RouteTable table = tables[device];
        return table != null ? table.lookup(destination) : shortestPathsTo(host).nextHops(device);
    }

    /** Link from a device straight to a host, -1 if the host is not attached there. */
    int delivery(int device, int host) {
        FabricHost to = hosts.get(host);
        for (int i = 0; i < to.attachments(); i++) {
            if (links.get(to.downlink(i)).sourceDevice() == device) {
                return to.downlink(i);
            }
        }
        return FabricLink.NONE;
    }

    private ShortestPaths shortestPathsTo(int host) {
        FabricHost to = hosts.get(host);
        int slot = to.attachments() == 1
                ? links.get(to.downlink(0)).sourceDevice()
                : devices.size() + host;
        ShortestPaths known = shortestPaths.get(slot);
        if (known == null) {
            known = new ShortestPaths(devices, links, adjacency, to);
            shortestPaths.set(slot, known);
        }
        return known;
    }
}
