// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.crosslayer.ecmp.Address;

/**
 * An immutable snapshot of the network. Devices, links (one per direction) and hosts are numbered from 0.
 *
 * <p>Next hops towards a destination are worked out when they are first asked for and kept, and so are the problems;
 * that is the only thing that changes inside, and it is safe from any thread.
 */
public final class Fabric {

    /** Rate of every link in a fabric where no rate is known at all. */
    public static final long DEFAULT_RATE_BPS = 1_000_000_000;

    private final Wiring wiring;
    private final LinkTable links;
    private final FabricHost[] hosts;
    /** By device; null for one that follows the shortest paths. */
    private final RouteTable[] routes;
    private final boolean routed;
    private final DestinationTables tables;
    private volatile List<String> problems;

    Fabric(Wiring wiring, LinkTable links, FabricHost[] hosts, RouteTable[] routes, DestinationTables tables) {
        this.wiring = wiring;
        this.links = links;
        this.hosts = hosts;
        this.routes = routes;
        this.routed = Arrays.stream(routes).anyMatch(Objects::nonNull);
        this.tables = tables;
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
        return wiring.devices.length;
    }

    /**
     * Number of links, each direction counted, whether up or down.
     *
     * @return 0 or more
     */
    public int linkCount() {
        return links.count();
    }

    /**
     * Number of links that carry packets, each direction counted.
     *
     * @return 0..linkCount()
     */
    public int liveLinkCount() {
        return links.liveCount();
    }

    /**
     * Number of hosts.
     *
     * @return 0 or more
     */
    public int hostCount() {
        return hosts.length;
    }

    /**
     * A device.
     *
     * @param index 0..deviceCount()-1
     * @return the device
     */
    public FabricDevice device(int index) {
        return wiring.devices[index];
    }

    /**
     * A link.
     *
     * @param index 0..linkCount()-1
     * @return the link
     */
    public FabricLink link(int index) {
        return new FabricLink(links, index);
    }

    /**
     * A host.
     *
     * @param index 0..hostCount()-1
     * @return the host
     */
    public FabricHost host(int index) {
        return hosts[index];
    }

    /**
     * The host that has an address.
     *
     * @param address IPv4 or IPv6 address
     * @return host index, -1 if there is none
     */
    public int hostOf(Address address) {
        return wiring.hostByAddress.get(address);
    }

    /**
     * Device that sends into a link.
     *
     * @param link 0..linkCount()-1
     * @return device index, {@link FabricLink#NONE} if a host does
     */
    public int sourceDevice(int link) {
        return links.source[link];
    }

    /**
     * Device that receives from a link.
     *
     * @param link 0..linkCount()-1
     * @return device index, {@link FabricLink#NONE} if a host does
     */
    public int destinationDevice(int link) {
        return links.destination[link];
    }

    /**
     * The other direction of the same cable.
     *
     * @param link 0..linkCount()-1
     * @return link index, {@link FabricLink#NONE} if the fabric has one direction only
     */
    public int reverse(int link) {
        return links.reverse[link];
    }

    /**
     * Whether a link carries packets. A link that goes down keeps its number in the snapshots that are made by
     * changing an earlier one; next hops and paths never have it.
     *
     * @param link 0..linkCount()-1
     * @return false if the link is down
     */
    public boolean live(int link) {
        return links.live[link];
    }

    /**
     * Capacity of a link for planning: its rate; where that is not known, the highest rate that is known of any
     * link, or else {@link #DEFAULT_RATE_BPS}.
     *
     * @param link 0..linkCount()-1
     * @return bits per second, above 0
     */
    public long capacityBps(int link) {
        long rate = links.rate[link];
        return rate > 0 ? rate : links.rateOfUnknown();
    }

    /**
     * What a link of unknown rate counts as.
     *
     * @return bits per second, above 0
     */
    public long rateOfUnknownBps() {
        return links.rateOfUnknown();
    }

    /**
     * Whether indices mean the same devices, links and hosts in both snapshots, as far as both have them.
     *
     * @param other another snapshot
     * @return true if one was made by changing the other, however often
     */
    public boolean numberedLike(Fabric other) {
        return wiring.cache == other.wiring.cache;
    }

    /**
     * The device that has an identifier.
     *
     * @param id identifier at the controller
     * @return device index, -1 if there is none
     */
    public int deviceOf(String id) {
        return wiring.deviceById.getOrDefault(id, FabricLink.NONE);
    }

    /**
     * The link that leaves a port: between devices, or to a host.
     *
     * @param device index of the sending device
     * @param port   its egress port
     * @return link index, whether up or down; -1 if no link is known
     */
    public int linkAt(int device, long port) {
        return wiring.ports.get(device, port);
    }

    /**
     * Rate of a link.
     *
     * @param link 0..linkCount()-1
     * @return bits per second, 0 if not known
     */
    public long rateBps(int link) {
        return links.rate[link];
    }

    /**
     * Begins a snapshot that differs from this one in some links.
     *
     * @return changes, none yet
     */
    public FabricChange change() {
        return new FabricChange(this);
    }

    /**
     * What was given to the builder but could not be taken into the snapshot, since it contradicts the rest.
     *
     * @return one line each, a part of {@link #problems()}
     */
    public List<String> leftOut() {
        return wiring.leftOut;
    }

    /**
     * What could not be taken into the snapshot, contradicts itself, or is not as it should be. Worked out when it
     * is first asked for, which takes a moment in a large fabric.
     *
     * @return one line each, for the operator
     */
    public List<String> problems() {
        List<String> known = problems;
        if (known == null) {
            known = new FabricProblems(this).list();
            problems = known;
        }
        return known;
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
        RouteTable table = routes[device];
        if (table != null) {
            return table.lookup(destination);
        }
        DestinationTable shortest = towards(host);
        return shortest == null ? null : shortest.nextHops(device);
    }

    /** Next hops of all devices towards a host if they follow the shortest paths, null if it is attached nowhere. */
    DestinationTable towards(int host) {
        Attachment place = hosts[host].place();
        return place.devices().length == 0 ? null : tables.towards(place);
    }

    /**
     * Whether the next hops of a device, their order and weights are given. Where they are not, it is taken to have
     * all shortest paths, in ascending order of its ports, each with weight 1.
     *
     * @param device device index
     * @return true if it has routes of its own
     */
    public boolean hasRoutes(int device) {
        return routes[device] != null;
    }

    /** Whether some device has routes of its own. */
    boolean routed() {
        return routed;
    }

    /** The routes of a device, null if it follows the shortest paths. */
    RouteTable routes(int device) {
        return routes[device];
    }

    /** Link from a device straight to a host, -1 if the host is not attached there. */
    int delivery(int device, int host) {
        FabricHost to = hosts[host];
        for (int i = 0; i < to.attachments(); i++) {
            if (links.source[to.downlink(i)] == device) {
                return to.downlink(i);
            }
        }
        return FabricLink.NONE;
    }

    Wiring wiring() {
        return wiring;
    }

    LinkTable links() {
        return links;
    }

    /** The array itself. */
    FabricHost[] hosts() {
        return hosts;
    }

    /** The array itself. */
    RouteTable[] routes() {
        return routes;
    }

    DestinationTables tables() {
        return tables;
    }
}
