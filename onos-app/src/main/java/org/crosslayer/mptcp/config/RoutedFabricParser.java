// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.fabric.HostChoice;
import org.crosslayer.mptcp.config.RoutedFabric.Cable;
import org.crosslayer.mptcp.config.RoutedFabric.EndHost;
import org.crosslayer.mptcp.config.RoutedFabric.Route;
import org.crosslayer.mptcp.config.RoutedFabric.Router;
import org.crosslayer.mptcp.config.RoutedFabric.RouterPort;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onlab.packet.MacAddress;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;

/**
 * Reads a {@link RoutedFabric}; refuses the first thing that is wrong. One instance reads one configuration.
 */
final class RoutedFabricParser {

    private static final String NAME = "[A-Za-z0-9._-]{1,64}";
    private static final String NAME_FORM = "1 to 64 letters, digits, dots, hyphens or underscores";
    private static final String MAC = "([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}";
    static final long MAX_PORT = Integer.MAX_VALUE;
    private static final long MAX_RATE_MBPS = 10_000_000;
    /** Most ports or hosts that one entry stands for. */
    private static final long MOST_ALIKE = 4096;

    /** Port numbers with their names by device. */
    private final Map<String, Map<Long, PortNumber>> ports = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Set<ConnectPoint> linked = new HashSet<>();
    private final Set<MacAddress> macs = new HashSet<>();
    private final Set<IpAddress> ips = new HashSet<>();

    static RoutedFabric parse(JsonNode node) {
        return new RoutedFabricParser().fabric(StrictJson.root(node, "devices", "links", "hosts"));
    }

    private RoutedFabric fabric(StrictJson root) {
        List<Router> devices = new ArrayList<>();
        List<Cable> links = new ArrayList<>();
        List<EndHost> hosts = new ArrayList<>();
        root.required("devices").elements().forEach(device -> devices.add(device(device)));
        root.optionalElements("links").forEach(link -> links.add(link(link)));
        root.optionalElements("hosts").forEach(host -> addHosts(host, hosts));
        return new RoutedFabric(devices, links, hosts);
    }

    private Router device(StrictJson json) {
        StrictJson id = json.object("id", "name", "ecmp", "ports", "routes").required("id");
        String text = id.text("routed:" + NAME, "routed: and a name of " + NAME_FORM);
        Map<Long, PortNumber> numbers = new HashMap<>();
        if (ports.put(text, numbers) != null) {
            throw id.invalid(text + " is there twice");
        }
        String name = json.optional("name").map(member -> member.text(NAME, NAME_FORM))
                .orElse(text.substring(text.indexOf(':') + 1));
        if (!names.add(name)) {
            throw json.optional("name").orElse(id).invalid("the name " + name + " is there twice");
        }
        EcmpHash hash = json.optional("ecmp").map(EcmpObject::parse).orElse(null);
        List<RouterPort> list = new ArrayList<>();
        json.required("ports").elements().forEach(port -> list.addAll(ports(port, numbers)));
        List<Route> routes = new ArrayList<>();
        Set<IpPrefix> prefixes = new HashSet<>();
        json.optional("routes").ifPresent(member -> {
            member.elements().forEach(route -> routes.add(RouteParser.parse(route, numbers.keySet(), prefixes, hash)));
            if (routes.isEmpty()) {
                throw member.invalid("expected at least one route; leave routes out for shortest paths");
            }
        });
        return new Router(DeviceId.deviceId(text), name, hash, list, routes);
    }

    /** One port, or several that follow each other. */
    private static List<RouterPort> ports(StrictJson json, Map<Long, PortNumber> numbers) {
        StrictJson number = json.object("number", "name", "rateMbps", "count").required("number");
        int count = count(json, "name");
        long first = number.number(1, MAX_PORT - count + 1);
        List<RouterPort> ports = new ArrayList<>();
        for (long value = first; value < first + count; value++) {
            ports.add(port(json, number, value, numbers));
        }
        return ports;
    }

    /** How many things an entry stands for; what only one can have must not be there if they are several. */
    private static int count(StrictJson json, String... ofOne) {
        int count = json.optional("count").map(member -> (int) member.number(1, MOST_ALIKE)).orElse(1);
        for (String name : ofOne) {
            json.optional(name).filter(member -> count > 1).ifPresent(member -> {
                throw member.invalid("an entry with a count has none");
            });
        }
        return count;
    }

    private static RouterPort port(StrictJson json, StrictJson number, long value, Map<Long, PortNumber> numbers) {
        Optional<String> name = json.optional("name").map(member -> member.text(NAME, NAME_FORM));
        PortNumber port = name.map(text -> PortNumber.portNumber(value, text))
                .orElseGet(() -> PortNumber.portNumber(value));
        if (numbers.put(value, port) != null) {
            throw number.invalid("port " + value + " is there twice");
        }
        long rate = json.optional("rateMbps").map(member -> member.number(1, MAX_RATE_MBPS)).orElse(0L);
        return new RouterPort(port, rate);
    }

    private Cable link(StrictJson json) {
        json.object("a", "b");
        return new Cable(linkEnd(json.required("a")), linkEnd(json.required("b")));
    }

    private ConnectPoint linkEnd(StrictJson json) {
        ConnectPoint end = connectPoint(json, 0);
        if (!linked.add(end)) {
            throw json.invalid("port " + json.text() + " has another link");
        }
        return end;
    }

    /** One host, or several whose addresses and ports follow each other: the hosts of a rack. */
    private void addHosts(StrictJson json, List<EndHost> hosts) {
        StrictJson mac = json.object("mac", "ips", "location", "locations", "ecmp", "bond", "count").required("mac");
        int count = count(json, "locations");
        MacAddress first = MacAddress.valueOf(mac.text(MAC, "a MAC address such as 02:00:00:00:00:01"));
        for (int index = 0; index < count; index++) {
            hosts.add(host(json, mac, Following.of(first, index), index));
        }
    }

    private EndHost host(StrictJson json, StrictJson mac, MacAddress value, int index) {
        if (value.isMulticast() || value.isBroadcast() || value.equals(MacAddress.ZERO)) {
            throw mac.invalid(value + " is not the address of one host");
        }
        if (!macs.add(value)) {
            throw mac.invalid("there is another host with " + value);
        }
        Set<IpAddress> addresses = new LinkedHashSet<>();
        StrictJson list = json.required("ips");
        list.elements().forEach(ip -> addresses.add(ip(ip, index)));
        if (addresses.isEmpty()) {
            throw list.invalid("expected at least one address");
        }
        List<ConnectPoint> locations = locations(json, index);
        return new EndHost(value, addresses, locations, choice(json, locations.size()));
    }

    private List<ConnectPoint> locations(StrictJson json, int index) {
        Optional<StrictJson> several = json.optional("locations");
        if (several.isEmpty()) {
            return List.of(location(json.required("location"), index));
        }
        json.optional("location").ifPresent(one -> {
            throw one.invalid("give location or locations, not both");
        });
        List<ConnectPoint> points = new ArrayList<>();
        for (StrictJson location : several.get().elements()) {
            ConnectPoint point = location(location, index);
            if (points.contains(point)) {
                throw location.invalid(location.text() + " is there twice");
            }
            points.add(point);
        }
        if (points.isEmpty()) {
            throw several.get().invalid("expected at least one device and port");
        }
        return points;
    }

    private ConnectPoint location(StrictJson json, int index) {
        ConnectPoint point = connectPoint(json, index);
        if (linked.contains(point)) {
            throw json.invalid("port " + name(point) + " has a link to another device");
        }
        return point;
    }

    private static HostChoice choice(StrictJson json, int locations) {
        Optional<StrictJson> ecmp = json.optional("ecmp");
        Optional<StrictJson> bond = json.optional("bond");
        bond.ifPresent(mode -> mode.text("active-backup", "active-backup, the only mode that is modelled"));
        ecmp.or(() -> bond).filter(member -> locations == 1 || ecmp.isPresent() && bond.isPresent())
                .ifPresent(member -> {
                    throw member.invalid(locations == 1 ? "the host has one location and nothing to choose"
                            : "give ecmp or bond, not both");
                });
        return bond.isPresent() ? HostChoice.ONE_AT_A_TIME
                : ecmp.map(hash -> HostChoice.by(EcmpObject.parse(hash))).orElse(HostChoice.UNKNOWN);
    }

    private IpAddress ip(StrictJson json, int index) {
        IpAddress first = json.parsed(IpAddress::valueOf, "an IPv4 or IPv6 address");
        IpAddress ip = Following.of(first, index);
        if (ip.isMulticast() || ip.isZero() || ip.isLinkLocal() || ip.isSelfAssigned()) {
            throw json.invalid(ip + " is not the address of one host in the whole fabric");
        }
        if (!ips.add(ip)) {
            throw json.invalid(ip + " is there twice");
        }
        return ip;
    }

    private static String name(ConnectPoint point) {
        return point.deviceId() + "/" + point.port().toLong();
    }

    /** A device and a port, or the one so many ports further. */
    private ConnectPoint connectPoint(StrictJson json, int index) {
        String text = json.text("routed:" + NAME + "/[0-9]{1,10}", "a device and a port such as routed:r1/1");
        String device = text.substring(0, text.indexOf('/'));
        Map<Long, PortNumber> numbers = ports.get(device);
        if (numbers == null) {
            throw json.invalid("there is no device " + device);
        }
        long number = Long.parseLong(text.substring(text.indexOf('/') + 1)) + index;
        PortNumber port = numbers.get(number);
        if (port == null) {
            throw json.invalid("there is no port " + device + "/" + number);
        }
        return new ConnectPoint(DeviceId.deviceId(device), port);
    }
}
