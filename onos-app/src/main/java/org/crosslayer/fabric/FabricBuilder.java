// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.NextHopGroup;

/**
 * Collects what is known of a network and makes a snapshot of it.
 *
 * <p>Things may be added in any order. What does not fit (a link to an unknown device, two hosts with one address)
 * is left out and becomes one of {@link Fabric#problems()}: a network is never refused for one bad part.
 */
public final class FabricBuilder {

    private final List<FabricDevice> devices = new ArrayList<>();
    private final Map<String, Integer> deviceById = new HashMap<>();
    private final List<Cable> cables = new ArrayList<>();
    private final Map<String, HostSpec> hosts = new LinkedHashMap<>();
    private final Map<String, List<RouteSpec>> routes = new LinkedHashMap<>();
    private final List<Cable> down = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Adds a device.
     *
     * @param id   unique identifier
     * @param name for people and labels
     * @param hash how it chooses among equal-cost next hops; null if not known
     * @return this
     */
    public FabricBuilder device(String id, String name, EcmpHash hash) {
        if (deviceById.putIfAbsent(id, devices.size()) == null) {
            devices.add(new FabricDevice(id, name, hash));
        } else {
            problems.add("device " + id + " is there twice; the second one is left out");
        }
        return this;
    }

    /**
     * Adds one direction of a live link between two devices.
     *
     * @param fromDevice identifier of the sending device
     * @param fromPort   its egress port
     * @param toDevice   identifier of the receiving device
     * @param toPort     its ingress port
     * @param rateBps    capacity in bits per second, 0 if not known
     * @return this
     */
    public FabricBuilder link(String fromDevice, long fromPort, String toDevice, long toPort, long rateBps) {
        cables.add(new Cable(fromDevice, fromPort, toDevice, toPort, rateBps));
        return this;
    }

    /**
     * A port is down, and with it all links that leave or enter there. They are numbered like others, so that a
     * {@link Fabric#change()} can bring them up.
     *
     * @param device identifier of the device
     * @param port   number of the port
     * @return this
     */
    public FabricBuilder portDown(String device, long port) {
        down.add(new Cable(device, port, null, 0, 0));
        return this;
    }

    /**
     * Adds a host or, for one that is known, another place where it is attached.
     *
     * @param id        unique identifier
     * @param addresses its addresses
     * @param device    identifier of the device that it is attached to
     * @param port      port of that device
     * @param rateBps   capacity of its link in bits per second, 0 if not known
     * @return this
     */
    public FabricBuilder host(String id, Collection<Address> addresses, String device, long port, long rateBps) {
        host(id, addresses);
        hosts.get(id).cables.add(new Cable(device, port, null, 0, rateBps));
        return this;
    }

    /**
     * Adds a host that may not be attached anywhere.
     *
     * @param id        unique identifier
     * @param addresses its addresses; those that it was added with first count
     * @return this
     */
    public FabricBuilder host(String id, Collection<Address> addresses) {
        hosts.computeIfAbsent(id, key -> new HostSpec(addresses));
        return this;
    }

    /**
     * Says how a host chooses that is attached at several places.
     *
     * @param id     identifier of a host that has been added
     * @param choice how it chooses for what it sends
     * @return this
     */
    public FabricBuilder hostChoice(String id, HostChoice choice) {
        hosts.get(id).choice = choice;
        return this;
    }

    /**
     * Adds a route to a device. A device with routes follows them alone; one without any follows the shortest
     * paths, its next hops in ascending order of their ports. Hosts at its own ports are always reached directly.
     *
     * @param device  identifier of the device
     * @param prefix  destination prefix
     * @param length  bits of the prefix
     * @param ports   egress port of every next hop, in the device's order; those without a live link are left out
     * @param weights weight of every next hop, at least 1
     * @return this
     */
    public FabricBuilder route(String device, Address prefix, int length, long[] ports, int[] weights) {
        return route(device, prefix, length, ports, NextHopGroup.of(weights));
    }

    /**
     * Adds a route over a group of next hops that may have bucket ids or a bucket table.
     *
     * @param device identifier of the device
     * @param prefix destination prefix
     * @param length bits of the prefix
     * @param ports  egress port of every next hop of the group; those without a live link count as dead
     * @param group  all next hops that are configured
     * @return this
     */
    public FabricBuilder route(String device, Address prefix, int length, long[] ports, NextHopGroup group) {
        if (ports.length != group.size()) {
            throw new IllegalArgumentException(ports.length + " ports but a group of " + group.size());
        }
        routes.computeIfAbsent(device, key -> new ArrayList<>())
                .add(new RouteSpec(prefix, length, ports.clone(), group));
        return this;
    }

    /**
     * Makes the snapshot.
     *
     * @return the fabric
     */
    public Fabric build() {
        return new FabricAssembly(devices, deviceById, problems)
                .cables(cables)
                .hosts(hosts)
                .down(down)
                .fabric(routes);
    }

    /** One direction of a link; the destination is null for the port of a host. */
    static final class Cable {
        final String fromDevice;
        final long fromPort;
        final String toDevice;
        final long toPort;
        final long rateBps;

        Cable(String fromDevice, long fromPort, String toDevice, long toPort, long rateBps) {
            this.fromDevice = fromDevice;
            this.fromPort = fromPort;
            this.toDevice = toDevice;
            this.toPort = toPort;
            this.rateBps = rateBps;
        }
    }

    /** A host with the ports where it is attached. */
    static final class HostSpec {
        final List<Address> addresses;
        final List<Cable> cables = new ArrayList<>(1);
        private HostChoice choice = HostChoice.UNKNOWN;

        HostSpec(Collection<Address> addresses) {
            this.addresses = List.copyOf(addresses);
        }

        HostChoice choice() {
            return choice;
        }
    }

    /** A route as it was given. */
    static final class RouteSpec {
        final Address prefix;
        final int length;
        final long[] ports;
        final NextHopGroup group;

        RouteSpec(Address prefix, int length, long[] ports, NextHopGroup group) {
            this.prefix = prefix;
            this.length = length;
            this.ports = ports;
            this.group = group;
        }
    }
}
