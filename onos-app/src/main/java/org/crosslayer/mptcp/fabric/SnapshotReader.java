// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.fabric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricBuilder;
import org.crosslayer.mptcp.config.RoutedFabric;
import org.crosslayer.mptcp.config.RoutedFabric.EndHost;
import org.crosslayer.mptcp.config.RoutedFabric.Router;
import org.onlab.packet.VlanId;
import org.onosproject.net.AnnotationKeys;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.Device;
import org.onosproject.net.DeviceId;
import org.onosproject.net.Host;
import org.onosproject.net.HostId;
import org.onosproject.net.Link;

/**
 * Reads the whole network out of ONOS: available devices, their active links, hosts. Ports that are disabled are
 * part of it, with their links down.
 */
class SnapshotReader {

    private final OnosNetwork onos;

    SnapshotReader(OnosNetwork onos) {
        this.onos = onos;
    }

    /** The network as it is now, with hashes and routes from the configuration. */
    Fabric read(RoutedFabric configured, Map<DeviceId, EcmpHash> hashes) {
        return new Reading(configured, hashes).read();
    }

    /** One snapshot in the making. */
    private final class Reading {
        private final FabricBuilder builder = new FabricBuilder();
        private final Map<DeviceId, EcmpHash> hashes;
        private final Map<DeviceId, Router> routers = new HashMap<>();
        private final Map<HostId, EndHost> configuredHosts = new HashMap<>();
        private final Set<ConnectPoint> seen = new HashSet<>();

        Reading(RoutedFabric configured, Map<DeviceId, EcmpHash> hashes) {
            this.hashes = hashes;
            configured.devices().forEach(router -> routers.put(router.id(), router));
            configured.hosts().forEach(host -> configuredHosts.put(HostId.hostId(host.mac(), VlanId.NONE), host));
        }

        Fabric read() {
            onos.devices.getAvailableDevices().forEach(this::add);
            onos.links.getLinks().forEach(this::add);
            onos.hosts.getHosts().forEach(this::add);
            return builder.build();
        }

        private void add(Device device) {
            String id = device.id().toString();
            Router router = routers.get(device.id());
            if (router == null) {
                String name = device.annotations().value(AnnotationKeys.NAME);
                builder.device(id, name == null ? id : name, hashes.get(device.id()));
                return;
            }
            builder.device(id, router.name(), router.hash().orElse(null));
            router.routes().forEach(route -> builder.route(id, Address.of(route.prefix().address().toOctets()),
                    route.prefix().prefixLength(), route.ports(), route.group()));
        }

        private void add(Link link) {
            if (onos.counts(link)) {
                builder.link(link.src().deviceId().toString(), link.src().port().toLong(),
                        link.dst().deviceId().toString(), link.dst().port().toLong(), onos.rate(link));
                look(link.src());
                look(link.dst());
            }
        }

        private void add(Host host) {
            String id = host.id().toString();
            List<Address> addresses = host.ipAddresses().stream()
                    .map(ip -> Address.of(ip.toOctets())).collect(Collectors.toList());
            builder.host(id, addresses);
            EndHost configured = configuredHosts.get(host.id());
            List<ConnectPoint> order = configured == null ? List.of() : configured.locations();
            List<ConnectPoint> places = new ArrayList<>(host.locations());
            places.sort(Comparator.<ConnectPoint>comparingInt(at -> order.contains(at) ? order.indexOf(at)
                    : order.size()).thenComparing(ConnectPoint::toString));
            for (ConnectPoint at : places) {
                if (onos.devices.isAvailable(at.deviceId())) {
                    builder.host(id, addresses, at.deviceId().toString(), at.port().toLong(), onos.rate(at));
                    look(at);
                }
            }
            if (configured != null) {
                builder.hostChoice(id, configured.choice());
            }
        }

        /** Notes once whether a port is down. */
        private void look(ConnectPoint at) {
            if (seen.add(at) && !onos.up(at)) {
                builder.portDown(at.deviceId().toString(), at.port().toLong());
            }
        }
    }
}
