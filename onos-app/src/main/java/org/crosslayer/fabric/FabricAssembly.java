// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.GroupFeature;

/**
 * One run of {@link FabricBuilder#build()}: resolves names into indices and notes what does not resolve.
 */
final class FabricAssembly {

    private final List<FabricDevice> devices;
    private final Map<String, Integer> deviceById;
    private final List<String> problems;
    private final List<FabricLink> links = new ArrayList<>();
    /** Link that leaves a port, by "device index/port". */
    private final Map<String, Integer> linkByPort = new HashMap<>();
    private final List<FabricHost> hosts = new ArrayList<>();
    private final Map<Address, Integer> hostByAddress = new HashMap<>();
    private final RouteTable[] tables;

    FabricAssembly(List<FabricDevice> devices, Map<String, Integer> deviceById, List<String> problems) {
        this.devices = devices;
        this.deviceById = deviceById;
        this.problems = problems;
        this.tables = new RouteTable[devices.size()];
    }

    FabricAssembly cables(Collection<FabricBuilder.Cable> cables) {
        for (FabricBuilder.Cable cable : cables) {
            Integer from = deviceById.get(cable.fromDevice);
            Integer to = deviceById.get(cable.toDevice);
            if (from == null || to == null) {
                problems.add("link " + cable.fromDevice + "/" + cable.fromPort + " > " + cable.toDevice + "/"
                        + cable.toPort + " is left out: no device " + (from == null ? cable.fromDevice
                        : cable.toDevice));
            } else {
                add(new FabricLink(from, cable.fromPort, to, cable.toPort, FabricLink.NONE, cable.rateBps));
            }
        }
        for (FabricLink link : links) {
            Integer back = linkByPort.get(key(link.destinationDevice(), link.destinationPort()));
            if (back != null && links.get(back).destinationDevice() == link.sourceDevice()
                    && links.get(back).destinationPort() == link.sourcePort()) {
                link.reverse(back);
            } else {
                problems.add("link " + devices.get(link.sourceDevice()) + "/" + link.sourcePort() + " > "
                        + devices.get(link.destinationDevice()) + "/" + link.destinationPort()
                        + " has no link back");
            }
        }
        return this;
    }

    FabricAssembly hosts(Map<String, FabricBuilder.Attachment> attachments) {
        attachments.forEach((id, attachment) -> {
            List<Integer> up = new ArrayList<>();
            List<Integer> down = new ArrayList<>();
            for (FabricBuilder.Cable cable : attachment.cables) {
                Integer device = deviceById.get(cable.fromDevice);
                if (device == null) {
                    problems.add("host " + id + " is not attached at " + cable.fromDevice + "/" + cable.fromPort
                            + ": no such device");
                    continue;
                }
                int host = hosts.size();
                up.add(add(new FabricLink(FabricLink.NONE, 0, device, cable.fromPort, host, cable.rateBps)));
                down.add(add(new FabricLink(device, cable.fromPort, FabricLink.NONE, 0, host, cable.rateBps)));
                links.get(links.size() - 1).reverse(links.size() - 2);
                links.get(links.size() - 2).reverse(links.size() - 1);
            }
            if (!up.isEmpty()) {
                host(id, attachment.addresses, ints(up), ints(down));
            }
        });
        return this;
    }

    FabricAssembly routes(Map<String, List<FabricBuilder.Route>> routes) {
        routes.forEach((id, list) -> {
            Integer device = deviceById.get(id);
            if (device == null) {
                problems.add("the routes of " + id + " are left out: no such device");
                return;
            }
            List<RouteTable.Entry> entries = new ArrayList<>();
            list.forEach(route -> entries.add(
                    new RouteTable.Entry(route.prefix, route.length, nextHops(device, route))));
            tables[device] = new RouteTable(entries);
        });
        return this;
    }

    Fabric fabric() {
        return new Fabric(devices, links, hosts, hostByAddress, tables, problems);
    }

    private void host(String id, List<Address> addresses, int[] up, int[] down) {
        int index = hosts.size();
        hosts.add(new FabricHost(id, addresses, up, down));
        for (Address address : addresses) {
            Integer other = hostByAddress.putIfAbsent(address, index);
            if (other != null && other != index) {
                problems.add(address + " belongs to host " + hosts.get(other) + " and to host " + id
                        + "; the second one is left out");
            }
        }
    }

    private NextHops nextHops(int device, FabricBuilder.Route route) {
        int[] live = IntStream.range(0, route.ports.length)
                .filter(i -> linkByPort.containsKey(key(device, route.ports[i])))
                .toArray();
        if (live.length == 0) {
            return null;
        }
        return new NextHops(Arrays.stream(live).map(i -> linkByPort.get(key(device, route.ports[i]))).toArray(),
                route.group.surviving(live), hash(device, route));
    }

    /** Hash of a device, null if it is not known or cannot be over such a group. */
    private EcmpHash hash(int device, FabricBuilder.Route route) {
        EcmpHash hash = devices.get(device).hash().orElse(null);
        for (GroupFeature feature : GroupFeature.values()) {
            if (hash != null && route.group.has(feature) && !hash.supports(feature)) {
                problems.add("a route of " + devices.get(device) + " has " + feature + ", which " + hash
                        + " does not know; how it chooses there is not known");
                return null;
            }
        }
        return hash;
    }

    private int add(FabricLink link) {
        int index = links.size();
        links.add(link);
        if (link.sourceDevice() != FabricLink.NONE) {
            linkByPort.putIfAbsent(key(link.sourceDevice(), link.sourcePort()), index);
        }
        return index;
    }

    private static String key(int device, long port) {
        return device + "/" + port;
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
