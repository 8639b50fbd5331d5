// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * How one device chooses among its equal-cost next hops: a hash function with its secret (seed) and the rule that
 * turns the hash into a next hop.
 *
 * <p>Implementations are immutable, and equal if they have the same function and the same secret. Another family of
 * devices is one more class and one line in {@link EcmpModels}.
 */
public interface EcmpHash {

    /**
     * The choice over one group of next hops.
     *
     * @param group what the device has
     * @return the choice, to be kept for as long as the group is the same
     * @throws IllegalArgumentException if the group has a feature that is not {@linkplain #supports supported}
     */
    NextHopSelector over(NextHopGroup group);

    /**
     * The choice over a group that has nothing but weights.
     *
     * @param weights relative weight, at least 1, of every live next hop in the order in which the device has them;
     *                dead ones are left out by the caller
     * @return the choice, to be kept for as long as the group is the same
     */
    default NextHopSelector over(int... weights) {
        return over(NextHopGroup.of(weights));
    }

    /**
     * The choice for one packet, for callers that do not keep the group.
     *
     * @param flow    addresses and ports of the packet
     * @param weights as for {@link #over}
     * @return index into the weights, or {@link NextHopSelector#UNKNOWN}
     */
    default int choose(FiveTuple flow, int... weights) {
        return over(weights).choose(flow, flow.sourcePort(), flow.destinationPort());
    }

    /**
     * Whether devices of this kind have groups of this kind.
     *
     * @param feature what a group may have
     * @return false if it would be refused
     */
    boolean supports(GroupFeature feature);

    /**
     * Whether the packets of both directions of a flow get the same hash from one device, and so from all devices of
     * an equal hash. They take the same next hop there if the groups have the same weights in the same order.
     *
     * @return true if exchanging source and destination changes nothing
     */
    boolean symmetric();

    /**
     * Whether the choice of this device, for packets that another one has chosen the next hop of, is a function of
     * that first choice's hash. Two such stages in a row are polarised: the second sees only the hashes that the
     * first has let through, and uses only some of its next hops.
     *
     * @param other hash of the other device
     * @return true if the same number, or one that follows from it, decides at both
     */
    default boolean correlatedWith(EcmpHash other) {
        return equals(other);
    }
}
