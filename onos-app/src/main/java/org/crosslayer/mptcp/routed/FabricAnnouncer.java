// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.routed;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosslayer.mptcp.config.RoutedFabric;
import org.crosslayer.mptcp.config.RoutedFabric.EndHost;
import org.crosslayer.mptcp.config.RoutedFabric.Router;
import org.onlab.packet.ChassisId;
import org.onlab.packet.VlanId;
import org.onosproject.mastership.MastershipService;
import org.onosproject.net.AnnotationKeys;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.DefaultAnnotations;
import org.onosproject.net.Device;
import org.onosproject.net.DeviceId;
import org.onosproject.net.HostId;
import org.onosproject.net.HostLocation;
import org.onosproject.net.Link;
import org.onosproject.net.Port;
import org.onosproject.net.device.DefaultDeviceDescription;
import org.onosproject.net.device.DefaultPortDescription;
import org.onosproject.net.device.DeviceAdminService;
import org.onosproject.net.device.DeviceProviderService;
import org.onosproject.net.device.PortDescription;
import org.onosproject.net.host.DefaultHostDescription;
import org.onosproject.net.host.HostProviderService;
import org.onosproject.net.link.DefaultLinkDescription;
import org.onosproject.net.link.LinkDescription;
import org.onosproject.net.link.LinkProviderService;

/**
 * Brings what ONOS knows of the configured network from one configuration to the next. Belongs to one thread.
 */
class FabricAnnouncer {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final String UNKNOWN = "unknown";

    private final DeviceProviderService devices;
    private final LinkProviderService links;
    private final HostProviderService hosts;
    private final DeviceAdminService deviceAdmin;
    private final MastershipService mastership;
    private RoutedFabric announced = RoutedFabric.NONE;

    FabricAnnouncer(DeviceProviderService devices, LinkProviderService links, HostProviderService hosts,
                    DeviceAdminService deviceAdmin, MastershipService mastership) {
        this.devices = devices;
        this.links = links;
        this.hosts = hosts;
        this.deviceAdmin = deviceAdmin;
        this.mastership = mastership;
    }

    /** Announces a network, and withdraws what is not part of it any more. */
    void follow(RoutedFabric next) {
        RoutedFabric previous = announced;
        if (next == previous) {
            return;
        }
        announced = next;
        withdraw(previous, next);
        next.devices().forEach(this::announce);
        links(next).forEach(links::linkDetected);
        next.hosts().forEach(this::announce);
    }

    /** Announces once more what belongs to a device. */
    void repeat(DeviceId id) {
        announced.devices().stream().filter(router -> router.id().equals(id))
                .forEach(router -> devices.updatePorts(id, ports(router)));
        links(announced).filter(link -> link.src().deviceId().equals(id) || link.dst().deviceId().equals(id))
                .forEach(links::linkDetected);
        announced.hosts().stream().filter(host -> at(host, id)).forEach(this::announce);
    }

    /** Announces devices that ONOS lacks, and what belongs to them. */
    void mend() {
        announced.devices().stream().filter(router -> !deviceAdmin.isAvailable(router.id())).forEach(router -> {
            announce(router);
            repeat(router.id());
        });
    }

    private void withdraw(RoutedFabric previous, RoutedFabric next) {
        Map<HostId, Set<ConnectPoint>> locations = new HashMap<>();
        next.hosts().forEach(host -> locations.put(id(host), Set.copyOf(host.locations())));
        // A host that has moved is withdrawn as well, or ONOS would have it in both places.
        previous.hosts().stream()
                .filter(host -> !Set.copyOf(host.locations()).equals(locations.get(id(host))))
                .forEach(host -> hosts.hostVanished(id(host)));

        Set<LinkDescription> staying = links(next).collect(Collectors.toCollection(HashSet::new));
        links(previous).filter(link -> !staying.contains(link)).forEach(links::linkVanished);

        Set<DeviceId> routers = next.devices().stream().map(Router::id).collect(Collectors.toSet());
        List<DeviceId> gone = previous.devices().stream().map(Router::id).filter(id -> !routers.contains(id))
                .collect(Collectors.toList());
        gone.forEach(devices::deviceDisconnected);
        gone.forEach(id -> {
            awaitDisconnected(id);
            deviceAdmin.removeDevice(id);
        });
    }

    /**
     * ONOS ends the mastership of a lost device in the background and trips over the device's absence if it is
     * removed before.
     */
    private void awaitDisconnected(DeviceId id) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while ((deviceAdmin.isAvailable(id) || mastership.getMasterFor(id) != null)
                && System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private void announce(Router router) {
        devices.deviceConnected(router.id(), new DefaultDeviceDescription(router.id().uri(), Device.Type.ROUTER,
                UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, new ChassisId(),
                DefaultAnnotations.builder().set(AnnotationKeys.NAME, router.name()).build()));
        devices.updatePorts(router.id(), ports(router));
    }

    private void announce(EndHost host) {
        Set<HostLocation> locations = host.locations().stream().map(at -> new HostLocation(at, 0))
                .collect(Collectors.toSet());
        hosts.hostDetected(id(host), new DefaultHostDescription(host.mac(), VlanId.NONE, locations, host.ips(), true),
                true);
    }

    private static List<PortDescription> ports(Router router) {
        return router.ports().stream()
                .map(port -> DefaultPortDescription.builder()
                        .withPortNumber(port.number())
                        .isEnabled(true)
                        .type(Port.Type.COPPER)
                        .portSpeed(port.rateMbps())
                        .build())
                .collect(Collectors.toList());
    }

    private static Stream<LinkDescription> links(RoutedFabric fabric) {
        return fabric.links().stream().flatMap(cable -> Stream.of(
                new DefaultLinkDescription(cable.a(), cable.b(), Link.Type.DIRECT),
                new DefaultLinkDescription(cable.b(), cable.a(), Link.Type.DIRECT)));
    }

    private static boolean at(EndHost host, DeviceId device) {
        return host.locations().stream().anyMatch(location -> location.deviceId().equals(device));
    }

    private static HostId id(EndHost host) {
        return HostId.hostId(host.mac(), VlanId.NONE);
    }
}
