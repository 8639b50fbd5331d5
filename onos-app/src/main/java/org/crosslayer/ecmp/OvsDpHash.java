// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import java.util.Arrays;

/**
 * A select group of Open vSwitch's user-space datapath with {@code selection_method=dp_hash}, or with none: the
 * datapath hashes the packet, and the low bits of the hash find a slot in a table of buckets.
 *
 * <p>The kernel datapath hashes with a secret of its own instead and cannot be modelled. Nor can groups whose
 * weights do not fit into {@value #MAX_SLOTS} slots: their choice is {@link NextHopSelector#UNKNOWN}.
 */
public final class OvsDpHash implements EcmpHash {

    /** selection_method_param that stands for a group without selection method: symmetric, with basis 0. */
    public static final long DEFAULT_PARAMETER = 1L << Integer.SIZE;

    static final int MAX_SLOTS = 256;

    private static final int MIN_SLOTS = 16;
    /** Bytes of an IPv4 header's addresses, ports and protocol, and more; a constant of the function. */
    private static final int FIVE_TUPLE_LAST = 42;

    private final long parameter;
    private final boolean symmetric;
    private final int basis;

    /**
     * Creates the model of such groups.
     *
     * @param parameter selection_method_param: the algorithm in the upper 32 bits (0: five-tuple, 1: symmetric
     *                  over layer 4) and its basis in the lower ones; 0 if the group has dp_hash without it
     */
    public OvsDpHash(long parameter) {
        if (parameter >>> Integer.SIZE > 1) {
            throw new IllegalArgumentException("the algorithm of dp_hash is 0 or 1, not "
                    + (parameter >>> Integer.SIZE));
        }
        this.parameter = parameter;
        this.symmetric = parameter >>> Integer.SIZE == 1;
        this.basis = (int) parameter;
    }

    /** Model with the parameter of that name, or without any. */
    static OvsDpHash from(ModelParameters parameters) {
        return new OvsDpHash(parameters.has("parameter") ? parameters.number("parameter", 0, 2 * DEFAULT_PARAMETER - 1)
                : DEFAULT_PARAMETER);
    }

    @Override
    public NextHopSelector over(NextHopGroup group) {
        int[] slots = slots(group.checkedFor(this).configuredWeights());
        if (slots == null) {
            return (flow, sourcePort, destinationPort) -> NextHopSelector.UNKNOWN;
        }
        // A packet whose slot has a dead bucket takes the next slot with a live one.
        int[] live = new int[slots.length];
        for (int slot = 0; slot < slots.length; slot++) {
            int at = slot;
            while (group.index(slots[at]) == NextHopSelector.UNKNOWN) {
                at = at + 1 & slots.length - 1;
            }
            live[slot] = group.index(slots[at]);
        }
        return new Selector(this, live);
    }

    /** Position of the bucket of every slot: dealt out by Webster's method. Null if there are too few slots. */
    static int[] slots(int... weights) {
        long total = 0;
        long least = Long.MAX_VALUE;
        for (int weight : weights) {
            total += weight;
            least = Math.min(least, weight);
        }
        long needed = (total + least - 1) / least;
        if (needed > MAX_SLOTS) {
            return null;
        }
        int count = Math.max(MIN_SLOTS, Integer.highestOneBit((int) needed * 2 - 1));
        int[] slots = new int[count];
        int[] divisors = new int[weights.length];
        Arrays.fill(divisors, 1);
        for (int slot = 0; slot < count; slot++) {
            int winner = 0;
            for (int i = 1; i < weights.length; i++) {
                // weight / divisor, compared without fractions; of equal ones the first wins.
                if ((long) weights[i] * divisors[winner] > (long) weights[winner] * divisors[i]) {
                    winner = i;
                }
            }
            divisors[winner] += 2;
            slots[slot] = winner;
        }
        return slots;
    }

    @Override
    public boolean supports(GroupFeature feature) {
        return feature != GroupFeature.BUCKET_TABLE;
    }

    @Override
    public boolean symmetric() {
        return symmetric;
    }

    private int addresses(FiveTuple flow) {
        Address source = flow.source();
        Address destination = flow.destination();
        int hash;
        if (!symmetric) {
            hash = MurmurHash.add(MurmurHash.add(0, source), destination);
        } else if (source.ipv6()) {
            hash = MurmurHash.add(basis, source.high() ^ destination.high(), source.low() ^ destination.low());
        } else {
            hash = MurmurHash.add(basis, Integer.reverseBytes((int) (source.low() ^ destination.low())));
        }
        return MurmurHash.add(hash, flow.protocol());
    }

    private int ports(int addresses, int sourcePort, int destinationPort) {
        int hash;
        if (symmetric) {
            hash = MurmurHash.finish(MurmurHash.add(addresses, MurmurHash.port(sourcePort ^ destinationPort)), basis);
        } else {
            int ports = Integer.reverseBytes(sourcePort << Short.SIZE | destinationPort);
            int rss = MurmurHash.finish(MurmurHash.add(addresses, ports), FIVE_TUPLE_LAST);
            hash = MurmurHash.end(MurmurHash.begin(rss), basis);
        }
        // 0 stands for "no hash yet".
        return hash == 0 ? 1 : hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OvsDpHash && parameter == ((OvsDpHash) other).parameter;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(parameter);
    }

    @Override
    public String toString() {
        return "ovs-dp-hash with parameter " + parameter;
    }

    /** The choice among the buckets of one group. */
    private static final class Selector implements NextHopSelector {
        private final OvsDpHash hash;
        private final int[] slots;

        Selector(OvsDpHash hash, int[] slots) {
            this.hash = hash;
            this.slots = slots;
        }

        @Override
        public int choose(FiveTuple flow, int sourcePort, int destinationPort) {
            return slots[hash.ports(hash.addresses(flow), sourcePort, destinationPort) & slots.length - 1];
        }

        @Override
        public PortSelector bind(FiveTuple flow) {
            int addresses = hash.addresses(flow);
            return (sourcePort, destinationPort) ->
                    slots[hash.ports(addresses, sourcePort, destinationPort) & slots.length - 1];
        }
    }
}
