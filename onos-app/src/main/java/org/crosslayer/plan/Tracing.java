// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PacketWalk;

/**
 * Follows the data of subflows through one fabric, in one direction or in both. Belongs to one thread.
 */
final class Tracing {

    private final Fabric fabric;
    private PacketWalk outbound;
    private PacketWalk inbound;
    private FiveTuple followed;
    private boolean out;
    private boolean in;

    Tracing(Fabric fabric) {
        this.fabric = fabric;
    }

    Fabric fabric() {
        return fabric;
    }

    /** Turns to the subflows between two addresses. */
    void follow(FiveTuple flow, DataDirection direction) {
        out = direction != DataDirection.INBOUND;
        in = direction != DataDirection.OUTBOUND;
        followed = flow;
        if (out) {
            outbound = turn(outbound, flow);
        }
        if (in) {
            inbound = turn(inbound, flow.reversed());
        }
    }

    private PacketWalk turn(PacketWalk walk, FiveTuple flow) {
        if (walk == null) {
            return new PacketWalk(fabric, flow);
        }
        walk.follow(flow);
        return walk;
    }

    /** Follows the data of a subflow from one source port; says whether its path is known. */
    boolean walk(int sourcePort) {
        int destinationPort = followed.destinationPort();
        return (!out || outbound.walk(sourcePort, destinationPort))
                && (!in || inbound.walk(destinationPort, sourcePort));
    }

    /** The same, given up at the first link that is not wanted. */
    boolean walk(int sourcePort, boolean[] wanted) {
        int destinationPort = followed.destinationPort();
        return (!out || outbound.walk(sourcePort, destinationPort, wanted))
                && (!in || inbound.walk(destinationPort, sourcePort, wanted));
    }

    void addTo(PortSamples samples, int port) {
        samples.add(port, out ? outbound : null, in ? inbound : null);
    }

    /** Links of the last walk, as a value. */
    int[] links() {
        int there = out ? outbound.length() : 0;
        int back = in ? inbound.length() : 0;
        int[] links = new int[there + back];
        for (int i = 0; i < there; i++) {
            links[i] = outbound.link(i);
        }
        for (int i = 0; i < back; i++) {
            links[there + i] = inbound.link(i);
        }
        return links;
    }

    /** Links of a subflow that need not be between the addresses that are followed. */
    int[] links(FiveTuple subflow) {
        if (subflow.source().equals(followed.source()) && subflow.destination().equals(followed.destination())
                && subflow.destinationPort() == followed.destinationPort()) {
            return walk(subflow.sourcePort()) ? links() : PlacedSubflow.UNKNOWN_PATH;
        }
        Tracing other = new Tracing(fabric);
        other.follow(subflow, out ? in ? DataDirection.BOTH : DataDirection.OUTBOUND : DataDirection.INBOUND);
        return other.walk(subflow.sourcePort()) ? other.links() : PlacedSubflow.UNKNOWN_PATH;
    }
}
