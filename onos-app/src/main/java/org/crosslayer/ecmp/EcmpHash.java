// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * How one device chooses among its equal-cost next hops: a hash function with its secret (seed) and the rule that
 * turns the hash into a next hop.
 *
 * <p>Implementations are immutable. Another family of devices is one more class.
 */
public interface EcmpHash {

    /**
     * The choice over one group of next hops.
     *
     * @param weights relative weight, at least 1, of every live next hop in the order in which the device has them;
     *                dead ones are left out by the caller
     * @return the choice, to be kept for as long as the group is the same
     */
    NextHopSelector over(int... weights);

    /**
     * The choice for one packet, for callers that do not keep the group.
     *
     * @param flow    addresses and ports of the packet
     * @param weights as for {@link #over}
     * @return index into the weights
     */
    default int choose(FiveTuple flow, int... weights) {
        return over(weights).choose(flow, flow.sourcePort(), flow.destinationPort());
    }
}
