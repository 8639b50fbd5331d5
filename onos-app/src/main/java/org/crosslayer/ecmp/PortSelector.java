// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * The choice of one device over one group of next hops for packets from one address to another.
 */
@FunctionalInterface
public interface PortSelector {

    /**
     * The next hop of a packet. Allocates nothing.
     *
     * @param sourcePort      source port of the packet, 0..65535
     * @param destinationPort destination port of the packet, 0..65535
     * @return index of the next hop among the live ones, or {@link NextHopSelector#UNKNOWN}
     */
    int choose(int sourcePort, int destinationPort);
}
