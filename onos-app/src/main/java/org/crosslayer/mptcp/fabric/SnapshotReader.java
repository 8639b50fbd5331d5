// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.fabric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricBuilder;
import org.crosslayer.mptcp.config.RoutedFabric;
import org.crosslayer.mptcp.config.RoutedFabric.Router;
import org.onosproject.net.AnnotationKeys;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.Device;
import org.onosproject.net.DeviceId;
import org.onosproject.net.Host;
import org.onosproject.net.Link;
import org.onosproject.net.Port;
import org.onosproject.net.device.DeviceService;
import org.onosproject.net.host.HostService;
import org.onosproject.net.link.LinkService;

/**
 * Reads the network out of ONOS: what is up counts, all else is left out.
 */
class SnapshotReader {

    private static final long BITS_PER_MEGABIT = 1_000_000;

    private final DeviceService devices;
    private final LinkService links;
    private final HostService hosts;

    SnapshotReader(DeviceService devices, LinkService links, HostService hosts) {
        this.devices = devices;
        this.links = links;
        this.hosts = hosts;
    }

    /** The network as it is now, with hashes and routes from the configuration. */
    Fabric read(RoutedFabric configured, Map<DeviceId, EcmpHash> hashes) {
        Map<DeviceId, Router> routers = new HashMap<>();
        configured.devices().forEach(router -> routers.put(router.id(), router));
        FabricBuilder builder = new FabricBuilder();
        devices.getAvailableDevices().forEach(device -> add(builder, device, routers.get(device.id()), hashes));
        links.getLinks().forEach(link -> add(builder, link));
        hosts.getHosts().forEach(host -> add(builder, host));
        return builder.build();
    }

    private static void add(FabricBuilder builder, Device device, Router router, Map<DeviceId, EcmpHash> hashes) {
        String id = device.id().toString();
        if (router == null) {
            String name = device.annotations().value(AnnotationKeys.NAME);
            builder.device(id, name == null ? id : name, hashes.get(device.id()));
            return;
        }
        builder.device(id, router.name(), router.hash().orElse(null));
        router.routes().forEach(route -> builder.route(id, Address.of(route.prefix().address().toOctets()),
                route.prefix().prefixLength(), route.ports(), route.group()));
    }

    private void add(FabricBuilder builder, Link link) {
        if (link.state() == Link.State.ACTIVE && up(link.src()) && up(link.dst())) {
            long rate = Math.min(rate(link.src()), rate(link.dst()));
            builder.link(link.src().deviceId().toString(), link.src().port().toLong(),
                    link.dst().deviceId().toString(), link.dst().port().toLong(), rate);
        }
    }

    private void add(FabricBuilder builder, Host host) {
        List<Address> addresses = host.ipAddresses().stream()
                .map(ip -> Address.of(ip.toOctets())).collect(Collectors.toList());
        host.locations().stream()
                .filter(this::up)
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .forEach(at -> builder.host(host.id().toString(), addresses, at.deviceId().toString(),
                        at.port().toLong(), rate(at)));
    }

    private boolean up(ConnectPoint at) {
        Port port = devices.getPort(at);
        return devices.isAvailable(at.deviceId()) && (port == null || port.isEnabled());
    }

    private long rate(ConnectPoint at) {
        Port port = devices.getPort(at);
        return port == null ? 0 : port.portSpeed() * BITS_PER_MEGABIT;
    }
}
