// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * The choice of one device over one group of next hops.
 */
@FunctionalInterface
public interface NextHopSelector {

    /** Instead of an index: the choice depends on something that is not known of the packet or of the group. */
    int UNKNOWN = -1;

    /**
     * The next hop of a packet. Allocates nothing.
     *
     * @param flow            addresses, protocol and flow label of the packet; its ports are not looked at
     * @param sourcePort      source port of the packet
     * @param destinationPort destination port of the packet
     * @return index of the next hop among the live ones of its group, or {@link #UNKNOWN}
     */
    int choose(FiveTuple flow, int sourcePort, int destinationPort);

    /**
     * The choice for one pair of addresses, for callers that try many ports: what does not depend on the ports is
     * worked out once, here.
     *
     * @param flow as for {@link #choose}
     * @return the choice by ports
     */
    default PortSelector bind(FiveTuple flow) {
        return (sourcePort, destinationPort) -> choose(flow, sourcePort, destinationPort);
    }
}
