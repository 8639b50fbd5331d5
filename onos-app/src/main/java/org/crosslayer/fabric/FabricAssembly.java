// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.GroupFeature;

/**
 * One run of {@link FabricBuilder#build()}: resolves names into indices and notes what does not resolve.
 */
final class FabricAssembly {

    private final FabricDevice[] devices;
    private final Map<String, Integer> deviceById;
    private final List<String> leftOut;
    private final LinkTable.Builder links = new LinkTable.Builder(1024);
    private final PortIndex ports = new PortIndex(1024);
    private final List<HostLinks> hosts = new ArrayList<>();
    private final AddressIndex hostByAddress = new AddressIndex(64);

    FabricAssembly(List<FabricDevice> devices, Map<String, Integer> deviceById, List<String> leftOut) {
        this.devices = devices.toArray(new FabricDevice[0]);
        this.deviceById = Map.copyOf(deviceById);
        this.leftOut = new ArrayList<>(leftOut);
    }

    FabricAssembly cables(List<FabricBuilder.Cable> cables) {
        for (FabricBuilder.Cable cable : cables) {
            Integer from = deviceById.get(cable.fromDevice);
            Integer to = deviceById.get(cable.toDevice);
            String ends = cable.fromDevice + "/" + cable.fromPort;
            if (from == null || to == null) {
                leftOut.add("link " + ends + " > " + cable.toDevice + "/" + cable.toPort + " is left out: no device "
                        + (from == null ? cable.fromDevice : cable.toDevice));
            } else if (ports.putIfAbsent(from, cable.fromPort, links.count()) != FabricLink.NONE) {
                leftOut.add("port " + ends + " has two links; that to " + cable.toDevice + "/" + cable.toPort
                        + " is left out");
            } else {
                links.between(from, cable.fromPort, to, cable.toPort, cable.rateBps);
            }
        }
        for (int link = 0; link < links.count(); link++) {
            int back = ports.get(links.destination(link), links.destinationPort(link));
            if (back != FabricLink.NONE && links.destination(back) == links.source(link)
                    && links.destinationPort(back) == links.sourcePort(link)) {
                links.pair(link, back);
            }
        }
        return this;
    }

    FabricAssembly hosts(Map<String, FabricBuilder.HostSpec> specs) {
        specs.forEach((id, spec) -> {
            int[] up = new int[spec.cables.size()];
            int[] down = new int[up.length];
            int count = 0;
            for (FabricBuilder.Cable cable : spec.cables) {
                Integer device = deviceById.get(cable.fromDevice);
                if (device == null) {
                    leftOut.add("host " + id + " is not attached at " + cable.fromDevice + "/" + cable.fromPort
                            + ": no such device");
                    continue;
                }
                up[count] = links.attachment(device, cable.fromPort, hosts.size(), cable.rateBps);
                down[count] = up[count] + 1;
                ports.putIfAbsent(device, cable.fromPort, down[count++]);
            }
            if (count > 0 || up.length == 0) {
                add(id, spec, Arrays.copyOf(up, count), Arrays.copyOf(down, count));
            }
        });
        return this;
    }

    /** Takes ports down, with all that leaves or enters there. */
    FabricAssembly down(List<FabricBuilder.Cable> down) {
        if (down.isEmpty()) {
            return this;
        }
        Map<Integer, Set<Long>> dead = new HashMap<>();
        for (FabricBuilder.Cable port : down) {
            Integer device = deviceById.get(port.fromDevice);
            if (device != null) {
                dead.computeIfAbsent(device, key -> new HashSet<>()).add(port.fromPort);
            }
        }
        for (int link = 0; link < links.count(); link++) {
            boolean from = dead.getOrDefault(links.source(link), Set.of()).contains(links.sourcePort(link));
            if (from || dead.getOrDefault(links.destination(link), Set.of()).contains(links.destinationPort(link))) {
                links.down(link);
            }
        }
        return this;
    }

    Fabric fabric(Map<String, List<FabricBuilder.RouteSpec>> routes) {
        LinkTable table = links.build();
        RouteTable[] routeTables = new RouteTable[devices.length];
        Wiring wiring = new Wiring(devices, deviceById, hostByAddress, ports, table, leftOut);
        routes.forEach((id, list) -> {
            Integer device = deviceById.get(id);
            if (device == null) {
                leftOut.add("the routes of " + id + " are left out: no such device");
                return;
            }
            List<RouteTable.Route> resolved = new ArrayList<>();
            list.forEach(route -> resolved.add(new RouteTable.Route(route.prefix, route.length, route.ports,
                    route.group, modelled(devices[device], route))));
            routeTables[device] = new RouteTable(resolved, devices[device].hashOrNull(),
                    port -> wiring.live(device, port, table));
        });
        FabricHost[] made = hosts.stream().map(host -> new FabricHost(host.id, host.spec.addresses,
                host.spec.choice(), host.up, host.down, table)).toArray(FabricHost[]::new);
        return new Fabric(wiring, table, made, routeTables,
                new DestinationTables(wiring.adjacency, table.live, wiring.cache));
    }

    private void add(String id, FabricBuilder.HostSpec spec, int[] up, int[] down) {
        int index = hosts.size();
        hosts.add(new HostLinks(id, spec, up, down));
        for (Address address : spec.addresses) {
            int other = hostByAddress.putIfAbsent(address, index);
            if (other != FabricLink.NONE && other != index) {
                leftOut.add(address + " belongs to host " + hosts.get(other).id + " and to host " + id
                        + "; the second one is left out");
            }
        }
    }

    /** Whether the hash of a device can be over the group of a route. */
    private boolean modelled(FabricDevice device, FabricBuilder.RouteSpec route) {
        EcmpHash hash = device.hashOrNull();
        for (GroupFeature feature : GroupFeature.values()) {
            if (hash != null && route.group.has(feature) && !hash.supports(feature)) {
                leftOut.add("a route of " + device + " has " + feature + ", which " + hash
                        + " does not know; how it chooses there is not known");
                return false;
            }
        }
        return true;
    }

    /** A host whose links are numbered. */
    private static final class HostLinks {
        private final String id;
        private final FabricBuilder.HostSpec spec;
        private final int[] up;
        private final int[] down;

        HostLinks(String id, FabricBuilder.HostSpec spec, int[] up, int[] down) {
            this.id = id;
            this.spec = spec;
            this.up = up;
            this.down = down;
        }
    }
}
