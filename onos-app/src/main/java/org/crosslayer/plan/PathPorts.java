// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.crosslayer.ecmp.Address;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricHost;

/**
 * Finds source ports that lead the data of a connection onto one path and no other. Gives most ports up after the
 * first device that sends them elsewhere.
 */
final class PathPorts {

    private final Fabric fabric;
    private final Tracing tracing;
    private final boolean[] wanted;
    /** Handed out by this search, by local address: callers learn of them only afterwards. */
    private final Map<Address, BitSet> handedOut = new HashMap<>();

    PathPorts(Fabric fabric, Tracing tracing) {
        this.fabric = fabric;
        this.tracing = tracing;
        this.wanted = new boolean[fabric.linkCount()];
    }

    /**
     * Searches.
     *
     * @param path  links between devices
     * @param paths number of paths between the hosts, from which the expected number of tries follows
     * @param most  at most so many ports
     * @return ports that no subflow of the host has; empty if none leads there
     */
    int[] find(PlacedConnection connection, int[] path, int paths, int most, PortRange range) {
        ConnectionView view = connection.view();
        tracing.follow(view.initial(), connection.direction());
        mark(connection, path, true);
        PortSequence sequence = new PortSequence(range, view.seed());
        long tries = Math.min(range.size(), (long) ((most + 6 * Math.sqrt(most) + 12) * paths));
        int[] ports = new int[most];
        int[] spared = new int[most];
        int found = 0;
        int reserve = 0;
        BitSet out = handedOut.computeIfAbsent(view.initial().source(), address -> new BitSet());
        for (int i = 0; i < tries && found < most; i++) {
            int port = sequence.port(i);
            if (tracing.walk(port, wanted) && !view.taken(port) && !used(connection, port) && !out.get(port)) {
                if (!view.spared(port)) {
                    ports[found++] = port;
                } else if (reserve < most) {
                    spared[reserve++] = port;
                }
            }
        }
        for (int i = 0; i < reserve && found < most; i++) {
            ports[found++] = spared[i];
        }
        for (int i = 0; i < found; i++) {
            out.set(ports[i]);
        }
        mark(connection, path, false);
        return Arrays.copyOf(ports, found);
    }

    /** Subflows that were planned a moment ago are not yet in the caller's view. */
    private static boolean used(PlacedConnection connection, int port) {
        for (PlacedSubflow subflow : connection.subflows()) {
            if (subflow.tuple().sourcePort() == port) {
                return true;
            }
        }
        return false;
    }

    private void mark(PlacedConnection connection, int[] path, boolean value) {
        for (int link : path) {
            wanted[link] = value;
        }
        FabricHost from = fabric.host(connection.from());
        for (int i = 0; i < from.attachments(); i++) {
            wanted[from.uplink(i)] = value;
        }
        FabricHost to = fabric.host(connection.to());
        for (int i = 0; i < to.attachments(); i++) {
            wanted[to.downlink(i)] = value;
        }
    }
}
