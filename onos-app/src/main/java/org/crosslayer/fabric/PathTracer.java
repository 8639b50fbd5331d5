// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import org.crosslayer.ecmp.FiveTuple;

/**
 * Says which path a packet takes. The other direction of a connection is another trace, of the reversed flow.
 */
public final class PathTracer {

    private final Fabric fabric;

    /**
     * A tracer over one snapshot.
     *
     * @param fabric the network
     */
    public PathTracer(Fabric fabric) {
        this.fabric = fabric;
    }

    /**
     * Follows a packet from its source host to its destination host.
     *
     * @param flow addresses, ports and protocol of the packet
     * @return the path, complete or up to a stated problem
     */
    public TracedPath trace(FiveTuple flow) {
        PacketWalk walk = new PacketWalk(fabric, flow);
        walk.walk(flow.sourcePort(), flow.destinationPort());
        return walk.path();
    }
}
