// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What snapshots have in common that differ only in which links are up and how fast they are. Its parts never change
 * once it is in a fabric, but for the cache.
 */
final class Wiring {

    final FabricDevice[] devices;
    final Map<String, Integer> deviceById;
    final AddressIndex hostByAddress;
    final NextHopCache cache;
    final PortIndex ports;
    final Adjacency adjacency;
    /** What was left out when the fabric was built. */
    final List<String> leftOut;

    Wiring(FabricDevice[] devices, Map<String, Integer> deviceById, AddressIndex hostByAddress, PortIndex ports,
           LinkTable links, List<String> leftOut) {
        this(devices, deviceById, hostByAddress, new NextHopCache(devices), ports,
                new Adjacency(devices.length, links), Collections.unmodifiableList(leftOut));
    }

    private Wiring(FabricDevice[] devices, Map<String, Integer> deviceById, AddressIndex hostByAddress,
                   NextHopCache cache, PortIndex ports, Adjacency adjacency, List<String> leftOut) {
        this.devices = devices;
        this.deviceById = deviceById;
        this.hostByAddress = hostByAddress;
        this.cache = cache;
        this.ports = ports;
        this.adjacency = adjacency;
        this.leftOut = leftOut;
    }

    /** The same devices and hosts with more cables. */
    Wiring with(PortIndex morePorts, LinkTable moreLinks) {
        return new Wiring(devices, deviceById, hostByAddress, cache, morePorts,
                new Adjacency(devices.length, moreLinks), leftOut);
    }

    /** The live link that leaves a port, NONE if there is none. */
    int live(int device, long port, LinkTable links) {
        int link = ports.get(device, port);
        return link != FabricLink.NONE && links.live[link] ? link : FabricLink.NONE;
    }
}
