// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.NextHopGroup;
import org.crosslayer.fabric.HostChoice;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onlab.packet.MacAddress;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;

/**
 * A network of routers as the configuration describes it; see {@link RoutedFabricConfig}. Immutable and consistent:
 * whatever refers to a device or port refers to one that is here.
 */
public final class RoutedFabric {

    /** No network at all. */
    public static final RoutedFabric NONE = new RoutedFabric(List.of(), List.of(), List.of());

    private final List<Router> devices;
    private final List<Cable> links;
    private final List<EndHost> hosts;

    RoutedFabric(List<Router> devices, List<Cable> links, List<EndHost> hosts) {
        this.devices = List.copyOf(devices);
        this.links = List.copyOf(links);
        this.hosts = List.copyOf(hosts);
    }

    /**
     * The routers.
     *
     * @return in the order of the configuration
     */
    public List<Router> devices() {
        return devices;
    }

    /**
     * The links between routers.
     *
     * @return in the order of the configuration
     */
    public List<Cable> links() {
        return links;
    }

    /**
     * The hosts.
     *
     * @return in the order of the configuration
     */
    public List<EndHost> hosts() {
        return hosts;
    }

    /** A router. */
    public static final class Router {
        private final DeviceId id;
        private final String name;
        private final EcmpHash hash;
        private final List<RouterPort> ports;
        private final List<Route> routes;

        Router(DeviceId id, String name, EcmpHash hash, List<RouterPort> ports, List<Route> routes) {
            this.id = id;
            this.name = name;
            this.hash = hash;
            this.ports = List.copyOf(ports);
            this.routes = List.copyOf(routes);
        }

        /**
         * Identifier in ONOS.
         *
         * @return for example routed:r1
         */
        public DeviceId id() {
            return id;
        }

        /**
         * Name for people.
         *
         * @return for example r1
         */
        public String name() {
            return name;
        }

        /**
         * How it chooses among next hops.
         *
         * @return empty if the configuration does not say
         */
        public Optional<EcmpHash> hash() {
            return Optional.ofNullable(hash);
        }

        /**
         * Its ports.
         *
         * @return in the order of the configuration
         */
        public List<RouterPort> ports() {
            return ports;
        }

        /**
         * Its routes.
         *
         * @return empty if it follows the shortest paths
         */
        public List<Route> routes() {
            return routes;
        }
    }

    /** A port of a router. */
    public static final class RouterPort {
        private final PortNumber number;
        private final long rateMbps;

        RouterPort(PortNumber number, long rateMbps) {
            this.number = number;
            this.rateMbps = rateMbps;
        }

        /**
         * Number with the name, if there is one.
         *
         * @return port number in ONOS
         */
        public PortNumber number() {
            return number;
        }

        /**
         * Speed.
         *
         * @return megabits per second, 0 if not known
         */
        public long rateMbps() {
            return rateMbps;
        }
    }

    /** A route with its next hops in the router's order. */
    public static final class Route {
        private final IpPrefix prefix;
        private final long[] ports;
        private final int[] weights;
        private final NextHopGroup group;

        Route(IpPrefix prefix, long[] ports, int[] weights, NextHopGroup group) {
            this.prefix = prefix;
            this.ports = ports;
            this.weights = weights;
            this.group = group;
        }

        /**
         * Destination.
         *
         * @return IPv4 or IPv6 prefix
         */
        public IpPrefix prefix() {
            return prefix;
        }

        /**
         * Egress port of every next hop.
         *
         * @return a copy
         */
        public long[] ports() {
            return ports.clone();
        }

        /**
         * Weight of every next hop.
         *
         * @return a copy
         */
        public int[] weights() {
            return weights.clone();
        }

        /**
         * The next hops as the router's hash sees them.
         *
         * @return group of as many next hops as there are ports, all live
         */
        public NextHopGroup group() {
            return group;
        }
    }

    /** A link between two routers, in both directions. */
    public static final class Cable {
        private final ConnectPoint a;
        private final ConnectPoint b;

        Cable(ConnectPoint a, ConnectPoint b) {
            this.a = a;
            this.b = b;
        }

        /**
         * One end.
         *
         * @return device and port
         */
        public ConnectPoint a() {
            return a;
        }

        /**
         * The other end.
         *
         * @return device and port
         */
        public ConnectPoint b() {
            return b;
        }
    }

    /** A host. */
    public static final class EndHost {
        private final MacAddress mac;
        private final Set<IpAddress> ips;
        private final List<ConnectPoint> locations;
        private final HostChoice choice;

        EndHost(MacAddress mac, Set<IpAddress> ips, List<ConnectPoint> locations, HostChoice choice) {
            this.mac = mac;
            this.ips = Set.copyOf(ips);
            this.locations = List.copyOf(locations);
            this.choice = choice;
        }

        /**
         * Hardware address, the host's identity in ONOS.
         *
         * @return unicast address
         */
        public MacAddress mac() {
            return mac;
        }

        /**
         * Addresses.
         *
         * @return one or more
         */
        public Set<IpAddress> ips() {
            return ips;
        }

        /**
         * Where it is attached.
         *
         * @return devices and ports in the host's order, at least one
         */
        public List<ConnectPoint> locations() {
            return locations;
        }

        /**
         * How it chooses among several locations for what it sends.
         *
         * @return not known if the configuration does not say
         */
        public HostChoice choice() {
            return choice;
        }
    }
}
