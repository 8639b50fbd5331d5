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
    private final Map<String, Cable> cables = new LinkedHashMap<>();
    private final Map<String, Attachment> attachments = new LinkedHashMap<>();
    private final Map<String, List<Route>> routes = new LinkedHashMap<>();
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
        Cable cable = new Cable(fromDevice, fromPort, toDevice, toPort, rateBps);
        Cable other = cables.putIfAbsent(fromDevice + "/" + fromPort, cable);
        if (other != null) {
            problems.add("port " + fromDevice + "/" + fromPort + " has two links; that to " + toDevice + "/" + toPort
                    + " is left out");
        }
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
        Attachment attachment = attachments.computeIfAbsent(id, key -> new Attachment(addresses));
        attachment.cables.add(new Cable(device, port, null, 0, rateBps));
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
                .add(new Route(prefix, length, ports.clone(), group));
        return this;
    }

    /**
     * Makes the snapshot.
     *
     * @return the fabric
     */
    public Fabric build() {
        return new FabricAssembly(devices, deviceById, new ArrayList<>(problems))
                .cables(cables.values())
                .hosts(attachments)
                .routes(routes)
                .fabric();
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
    static final class Attachment {
        final List<Address> addresses;
        final List<Cable> cables = new ArrayList<>();

        Attachment(Collection<Address> addresses) {
            this.addresses = List.copyOf(addresses);
        }
    }

    /** A route as it was given. */
    static final class Route {
        final Address prefix;
        final int length;
        final long[] ports;
        final NextHopGroup group;

        Route(Address prefix, int length, long[] ports, NextHopGroup group) {
            this.prefix = prefix;
            this.length = length;
            this.ports = ports;
            this.group = group;
        }
    }
}
