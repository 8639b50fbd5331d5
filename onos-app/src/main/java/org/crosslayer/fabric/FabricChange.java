// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a snapshot from an earlier one in which some links are down, up again, faster, slower or new. The result
 * shares all that has not changed and numbers everything alike; a full build would give the same network.
 *
 * <p>Other changes (devices, hosts, hashes, routes) take a {@link FabricBuilder}. Used once, by one thread.
 */
public final class FabricChange {

    private final Fabric before;
    /** Links that have come or gone, in the order of the changes. */
    private final List<Integer> steps = new ArrayList<>();
    /** The links with those that were added; rates and states beside it are the newer ones. */
    private LinkTable links;
    private PortIndex ports;
    private boolean[] live;
    private long[] rate;

    FabricChange(Fabric before) {
        this.before = before;
        this.links = before.links();
        this.ports = before.wiring().ports;
        this.live = links.live.clone();
        this.rate = links.rate;
    }

    /**
     * A link carries no packets any more.
     *
     * @param link index of one direction
     * @return this
     */
    public FabricChange down(int link) {
        return state(link, false);
    }

    /**
     * A link carries packets again.
     *
     * @param link index of one direction
     * @return this
     */
    public FabricChange up(int link) {
        return state(link, true);
    }

    /**
     * A link has another capacity.
     *
     * @param link    index of one direction
     * @param rateBps bits per second, 0 if not known
     * @return this
     */
    public FabricChange rate(int link, long rateBps) {
        if (rate[link] != rateBps) {
            rate = rate == links.rate ? rate.clone() : rate;
            rate[link] = rateBps;
        }
        return this;
    }

    /**
     * Adds one direction of a live link between two devices, from a port that has no live link. One that leads the
     * same way and is down comes up instead. Costs more than other changes.
     *
     * @param fromDevice index of the sending device
     * @param fromPort   its egress port
     * @param toDevice   index of the receiving device
     * @param toPort     its ingress port
     * @param rateBps    capacity in bits per second, 0 if not known
     * @return index of the link
     * @throws IllegalStateException if the port has a live link
     */
    public int add(int fromDevice, long fromPort, int toDevice, long toPort, long rateBps) {
        int known = ports.get(fromDevice, fromPort);
        if (known != FabricLink.NONE && live[known]) {
            throw new IllegalStateException("port " + before.device(fromDevice) + "/" + fromPort + " has a live link");
        }
        boolean same = known != FabricLink.NONE && links.destination[known] == toDevice
                && links.destinationPort[known] == toPort;
        int link = same ? known : append(fromDevice, fromPort, toDevice, toPort);
        rate(link, rateBps).up(link);
        return link;
    }

    private int append(int fromDevice, long fromPort, int toDevice, long toPort) {
        LinkTable.Builder builder = new LinkTable.Builder(links.with(rate, live), 1);
        int link = builder.between(fromDevice, fromPort, toDevice, toPort, 0);
        int back = ports.get(toDevice, toPort);
        if (back != FabricLink.NONE && builder.destination(back) == fromDevice
                && builder.destinationPort(back) == fromPort) {
            builder.pair(link, back);
        }
        links = builder.build();
        rate = links.rate;
        live = links.live.clone();
        live[link] = false;
        ports = new PortIndex(ports);
        ports.put(fromDevice, fromPort, link);
        return link;
    }

    private FabricChange state(int link, boolean up) {
        if (live[link] != up) {
            live[link] = up;
            steps.add(link);
        }
        return this;
    }

    /**
     * Makes the snapshot.
     *
     * @return the network after the changes; the earlier one if they change nothing
     */
    public Fabric build() {
        if (steps.isEmpty() && rate == before.links().rate) {
            return before;
        }
        boolean rewired = ports != before.wiring().ports;
        Wiring wiring = rewired ? before.wiring().with(ports, links) : before.wiring();
        LinkTable after = links.with(rate, live);
        DestinationTables tables = before.tables();
        if (!steps.isEmpty()) {
            tables = new DestinationTables(wiring.adjacency, live, wiring.cache);
            before.tables().carryOver(tables, new Replay(wiring, after));
        }
        return new Fabric(wiring, after, hosts(after), routes(wiring, after), tables);
    }

    /** Hosts whose own links have changed are made anew. */
    private FabricHost[] hosts(LinkTable after) {
        FabricHost[] hosts = before.hosts();
        for (int link : steps) {
            int host = after.host[link];
            if (host != FabricLink.NONE) {
                hosts = hosts == before.hosts() ? hosts.clone() : hosts;
                hosts[host] = hosts[host].with(after);
            }
        }
        return hosts;
    }

    /** Routes lose and regain next hops. */
    private RouteTable[] routes(Wiring wiring, LinkTable after) {
        RouteTable[] routes = before.routes();
        Set<Integer> done = new HashSet<>();
        for (int link : steps) {
            int device = after.source[link];
            if (device != FabricLink.NONE && routes[device] != null && done.add(device)) {
                routes = routes == before.routes() ? routes.clone() : routes;
                routes[device] = routes[device].with(port -> wiring.live(device, port, after));
            }
        }
        return routes;
    }

    /** Plays the changes of cables between devices to one table after the other. */
    private final class Replay implements DestinationTables.Steps {
        private final Wiring wiring;
        private final LinkTable after;
        /** Which links were live by the step that is being played. */
        private final boolean[] then;

        Replay(Wiring wiring, LinkTable after) {
            this.wiring = wiring;
            this.after = after;
            this.then = Arrays.copyOf(before.links().live, after.count());
        }

        @Override
        public DestinationTable after(DestinationTable table) {
            DestinationTable result = table;
            int played = 0;
            while (played < steps.size() && result != null) {
                int link = steps.get(played++);
                then[link] = !then[link];
                if (after.host[link] == FabricLink.NONE) {
                    result = result.after(link, after, wiring.adjacency, then, wiring.cache);
                }
            }
            while (played > 0) {
                int link = steps.get(--played);
                then[link] = !then[link];
            }
            return result;
        }
    }
}
