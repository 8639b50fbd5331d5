// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * The choice of one device over one group of next hops. Allocates nothing.
 */
@FunctionalInterface
public interface NextHopSelector {

    /**
     * The next hop of a packet.
     *
     * @param flow            addresses and protocol of the packet; its ports are not looked at
     * @param sourcePort      source port of the packet
     * @param destinationPort destination port of the packet
     * @return index of the next hop in its group
     */
    int choose(FiveTuple flow, int sourcePort, int destinationPort);
}
