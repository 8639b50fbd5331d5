// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.scheme;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PacketWalk;
import org.crosslayer.simulator.network.Snapshots;
import org.crosslayer.simulator.traffic.Demand;

/**
 * What the kernels of the hosts and the network itself do: hosts open subflows from source ports, and the routers'
 * hashes decide which paths these take.
 */
public final class Hosts {

    /** Linux's own ephemeral range, net.ipv4.ip_local_port_range. */
    static final int FIRST_EPHEMERAL = 32_768;
    static final int LAST_EPHEMERAL = 60_999;
    static final int SERVICE_PORT = 5_001;

    private final Snapshots network;
    private final boolean openedByReceiver;
    private final List<Set<Integer>> portsInUse = new ArrayList<>();
    private Fabric fabric;

    /**
     * Hosts without connections.
     *
     * @param network          their addresses
     * @param fabric           the network as it is now
     * @param openedByReceiver whether data flow towards the host that opens the connection, as in a download
     */
    public Hosts(Snapshots network, Fabric fabric, boolean openedByReceiver) {
        this.network = network;
        this.fabric = fabric;
        this.openedByReceiver = openedByReceiver;
        for (int host = 0; host < fabric.hostCount(); host++) {
            portsInUse.add(new HashSet<>());
        }
    }

    /**
     * The network as it is now.
     *
     * @return snapshot
     */
    public Fabric fabric() {
        return fabric;
    }

    boolean openedByReceiver() {
        return openedByReceiver;
    }

    /**
     * Opens a connection from a random ephemeral port.
     *
     * @param id     its number
     * @param demand its data
     * @param random the kernel's source of chance
     * @return the connection with its initial subflow
     */
    public Connection connect(int id, Demand demand, SplittableRandom random) {
        int opener = opener(demand);
        Address from = network.address(opener);
        Address to = network.address(openedByReceiver ? demand.sender() : demand.receiver());
        FiveTuple flow = FiveTuple.tcp(from, claim(opener, ephemeralPort(opener, random)), to, SERVICE_PORT);
        return new Connection(id, demand, new Subflow(flow, path(flow)));
    }

    /** Opens a further subflow. The port must be free. */
    Subflow open(Connection connection, int sourcePort) {
        FiveTuple flow = connection.initial().withSourcePort(sourcePort);
        claim(opener(connection.demand()), sourcePort);
        Subflow subflow = new Subflow(flow, path(flow));
        connection.live().add(subflow);
        return subflow;
    }

    void close(Connection connection, Subflow subflow) {
        connection.live().remove(subflow);
        portsInUse.get(opener(connection.demand())).remove(subflow.flow().sourcePort());
    }

    /**
     * Ends a connection.
     *
     * @param connection no longer to be used
     */
    public void close(Connection connection) {
        for (Subflow subflow : connection.live()) {
            portsInUse.get(opener(connection.demand())).remove(subflow.flow().sourcePort());
        }
    }

    /**
     * Goes on with a changed network: the routers send every subflow where their hashes say now.
     *
     * @param next        the network from now on
     * @param connections all that are open
     */
    public void change(Fabric next, Iterable<Connection> connections) {
        fabric = next;
        for (Connection connection : connections) {
            connection.live().forEach(subflow -> subflow.moveTo(path(subflow.flow())));
        }
    }

    /** A free port of the ephemeral range. */
    int ephemeralPort(Connection connection, SplittableRandom random) {
        return ephemeralPort(opener(connection.demand()), random);
    }

    boolean taken(Connection connection, int sourcePort) {
        return portsInUse.get(opener(connection.demand())).contains(sourcePort);
    }

    /** Links that the data of a subflow cross, null if the network does not deliver them. */
    int[] path(FiveTuple flow) {
        FiveTuple data = openedByReceiver ? flow.reversed() : flow;
        PacketWalk walk = new PacketWalk(fabric, data);
        if (!walk.walk(data.sourcePort(), data.destinationPort())) {
            return null;
        }
        int[] links = new int[walk.length()];
        Arrays.setAll(links, walk::link);
        return links;
    }

    private int opener(Demand demand) {
        return openedByReceiver ? demand.receiver() : demand.sender();
    }

    private int ephemeralPort(int host, SplittableRandom random) {
        int port = random.nextInt(FIRST_EPHEMERAL, LAST_EPHEMERAL + 1);
        while (portsInUse.get(host).contains(port)) {
            port = port == LAST_EPHEMERAL ? FIRST_EPHEMERAL : port + 1;
        }
        return port;
    }

    private int claim(int host, int port) {
        if (!portsInUse.get(host).add(port)) {
            throw new IllegalStateException("port " + port + " of host " + host + " is in use");
        }
        return port;
    }
}
