// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricHost;

/**
 * What connections can send at most: the capacity of the links of their hosts, shared fairly among the connections of
 * each host, and no more than they ask for.
 */
final class AccessRates {

    /** Hosts of more connections are shared equally, without regard for what single ones leave over. */
    private static final int MOST_COMPARED = 256;
    /** Hosts of more are not looked at for unequal shares. */
    private static final int MOST_LEVELLED = 64;
    private static final int FILLING_ROUNDS = 4;

    private final Fabric fabric;
    private final LinkLoads loads;
    /** Connections by host that sends or that receives their data; null where there are none. */
    private final List<PlacedConnection>[] sending;
    private final List<PlacedConnection>[] receiving;

    @SuppressWarnings("unchecked")
    AccessRates(Fabric fabric, LinkLoads loads) {
        this.fabric = fabric;
        this.loads = loads;
        this.sending = new List[fabric.hostCount()];
        this.receiving = new List[fabric.hostCount()];
    }

    /** Adds a connection and gives it its rate; says whether others at its hosts have to be rated anew. */
    boolean add(PlacedConnection connection) {
        if (connection.from() < 0 || connection.to() < 0) {
            connection.rate(0, 1);
            return false;
        }
        boolean alone = add(sending, connection.from(), connection) & add(receiving, connection.to(), connection);
        if (connection.bothWays()) {
            alone &= add(sending, connection.to(), connection) & add(receiving, connection.from(), connection);
        }
        rate(connection);
        return !alone;
    }

    /** Takes a connection out; says whether others at its hosts have to be rated anew. */
    boolean remove(PlacedConnection connection) {
        if (connection.from() < 0 || connection.to() < 0) {
            return false;
        }
        boolean alone = remove(sending, connection.from(), connection)
                & remove(receiving, connection.to(), connection);
        if (connection.bothWays()) {
            alone &= remove(sending, connection.to(), connection) & remove(receiving, connection.from(), connection);
        }
        return !alone;
    }

    /** Rates the connections of the same hosts anew and accounts them. */
    void rerate(PlacedConnection changed) {
        rerate(sending[changed.from()]);
        rerate(receiving[changed.to()]);
        if (changed.bothWays()) {
            rerate(sending[changed.to()]);
            rerate(receiving[changed.from()]);
        }
    }

    private void rerate(List<PlacedConnection> connections) {
        if (connections == null || connections.size() > MOST_COMPARED) {
            return;
        }
        for (int i = 0; i < connections.size(); i++) {
            PlacedConnection connection = connections.get(i);
            long before = connection.rate();
            rate(connection);
            if (connection.rate() != before) {
                connection.account(loads);
            }
        }
    }

    /** Gives a connection its rate. */
    void rate(PlacedConnection connection) {
        int from = connection.from();
        int to = connection.to();
        if (from < 0 || to < 0) {
            return;
        }
        long sent = level(sending, from);
        long received = level(receiving, to);
        long level = Math.min(sent, received);
        double part = Math.min(part(sent, sending, from), part(received, receiving, to));
        if (connection.bothWays()) {
            long sentBack = level(sending, to);
            long receivedBack = level(receiving, from);
            level = Math.min(level, Math.min(sentBack, receivedBack));
            part = Math.min(part, Math.min(part(sentBack, sending, to), part(receivedBack, receiving, from)));
        }
        connection.rate(Math.min(connection.view().demandBps(), level), part);
    }

    /** The part of a host's capacity that one connection gets; 1 where it is alone. */
    private double part(long level, List<PlacedConnection>[] hosts, int host) {
        return hosts[host] == null || hosts[host].size() <= 1 ? 1
                : (double) level / Math.max(1, capacity(hosts, host));
    }

    /** What the connections of one host get that are not limited by themselves or at their other end. */
    private long level(List<PlacedConnection>[] hosts, int host) {
        List<PlacedConnection> connections = hosts[host];
        long capacity = capacity(hosts, host);
        int count = connections == null ? 0 : connections.size();
        if (count <= 1 || count > MOST_COMPARED) {
            return capacity / Math.max(1, count);
        }
        long level = capacity / count;
        for (int round = 0; round < FILLING_ROUNDS; round++) {
            long left = capacity;
            int filled = 0;
            for (int i = 0; i < count; i++) {
                long limit = limitElsewhere(hosts, host, connections.get(i));
                if (limit < level) {
                    left -= limit;
                } else {
                    filled++;
                }
            }
            long next = filled == 0 ? capacity : left / filled;
            if (next <= level) {
                break;
            }
            level = next;
        }
        return level;
    }

    /** What a connection can use at most of a host's links, whatever the others there do. */
    interface Limit {
        double of(PlacedConnection connection);
    }

    /** Is told of the connections that share the links of one host, in one direction. */
    interface Shared {
        void at(List<PlacedConnection> connections, long capacity, Limit limit);
    }

    /** Calls for each host and direction with several connections, but for those with very many. */
    void forEachShared(Shared action) {
        forEachShared(sending, action);
        forEachShared(receiving, action);
    }

    private void forEachShared(List<PlacedConnection>[] hosts, Shared action) {
        for (int i = 0; i < hosts.length; i++) {
            int host = i;
            if (hosts[host] != null && hosts[host].size() > 1 && hosts[host].size() <= MOST_LEVELLED) {
                action.at(hosts[host], capacity(hosts, host),
                        connection -> limitElsewhere(hosts, host, connection));
            }
        }
    }

    /** Mean number of subflows of the others at the host that limits a connection the most; 0 if there are none. */
    int othersSubflows(PlacedConnection connection) {
        int from = connection.from();
        int to = connection.to();
        if (from < 0 || to < 0 || connection.bothWays()) {
            return 0;
        }
        return level(sending, from) < level(receiving, to) ? others(sending[from], connection)
                : others(receiving[to], connection);
    }

    private static int others(List<PlacedConnection> connections, PlacedConnection one) {
        int size = connections.size();
        if (size <= 1 || size > MOST_COMPARED) {
            return 0;
        }
        int sum = 0;
        for (int i = 0; i < size; i++) {
            sum += connections.get(i) == one ? 0 : connections.get(i).active();
        }
        return (sum + size - 2) / (size - 1);
    }

    /** Capacity of a host's links, without foreign traffic, for the data that it sends. */
    static long sendingCapacity(Fabric fabric, LinkLoads loads, int host) {
        return capacity(fabric.host(host), true, loads);
    }

    /** The same for the data that it receives. */
    static long receivingCapacity(Fabric fabric, LinkLoads loads, int host) {
        return capacity(fabric.host(host), false, loads);
    }

    private long limitElsewhere(List<PlacedConnection>[] hosts, int host, PlacedConnection connection) {
        List<PlacedConnection>[] others = hosts == sending ? receiving : sending;
        int other = connection.from() == host ? connection.to() : connection.from();
        int count = others[other] == null ? 1 : others[other].size();
        return Math.min(connection.view().demandBps(), capacity(others, other) / Math.max(1, count));
    }

    private long capacity(List<PlacedConnection>[] hosts, int index) {
        return capacity(fabric.host(index), hosts == sending, loads);
    }

    private static long capacity(FabricHost host, boolean sends, LinkLoads loads) {
        long sum = 0;
        for (int i = 0; i < host.attachments(); i++) {
            int link = sends ? host.uplink(i) : host.downlink(i);
            sum += Math.max(0, loads.capacity(link) - loads.foreign(link));
        }
        return sum;
    }

    private static boolean add(List<PlacedConnection>[] hosts, int host, PlacedConnection connection) {
        if (hosts[host] == null) {
            hosts[host] = new ArrayList<>(2);
        }
        hosts[host].add(connection);
        return hosts[host].size() == 1;
    }

    private static boolean remove(List<PlacedConnection>[] hosts, int host, PlacedConnection connection) {
        List<PlacedConnection> connections = hosts[host];
        // Order does not matter: the last one takes the place.
        int at = connections.indexOf(connection);
        PlacedConnection last = connections.remove(connections.size() - 1);
        if (at < connections.size()) {
            connections.set(at, last);
        }
        return connections.isEmpty();
    }
}
