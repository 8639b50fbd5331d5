// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * The multipath hash of a Linux router (kernel 6.11 and later) with a known seed, for packets that it forwards.
 *
 * <p>The kernel hashes its struct flow_keys (48 bytes for IPv4, 72 for IPv6) with SipHash-2-4, keyed by
 * net.ipv4.fib_multipath_hash_seed, which serves IPv6 too. Addresses and ports are each brought into ascending
 * order first, so that both directions of a flow hash alike on routers of the same seed. On little-endian
 * machines "ascending" means byte-swapped numbers for IPv4 addresses and ports.
 */
public final class LinuxEcmpHash implements EcmpHash {

    /** The two hash policies that see ports, by number of the sysctl fib_multipath_hash_policy. */
    public enum Policy {
        /**
         * Policy 1, for packets that carry no layer-4 hash of the kernel's own. TCP segments that reach a router
         * over veth from a socket of the same machine do carry one, and are then spread at random instead.
         */
        LAYER_4,
        /** Policy 3 with fib_multipath_hash_fields 0x37: addresses, protocol and ports, always computed. */
        FIVE_TUPLE
    }

    private static final int PROTOCOL_SHIFT = 16;
    private static final int IPV4_WORDS = 6;
    private static final int IPV6_WORDS = 9;

    private final Policy policy;
    private final long key;

    /**
     * Creates the model of one router.
     *
     * @param policy which sysctl policy it runs
     * @param seed   its fib_multipath_hash_seed as an unsigned number; 0 (random at boot) cannot be modelled
     */
    public LinuxEcmpHash(Policy policy, int seed) {
        if (seed == 0) {
            throw new IllegalArgumentException("seed 0 means random at boot: it cannot be modelled");
        }
        this.policy = policy;
        long unsigned = Integer.toUnsignedLong(seed);
        this.key = unsigned << Integer.SIZE | unsigned;
    }

    @Override
    public NextHopSelector over(int... weights) {
        HashThreshold regions = new HashThreshold(weights);
        return (flow, sourcePort, destinationPort) -> regions.index(hash(flow, sourcePort, destinationPort));
    }

    /** The 31-bit hash that the kernel compares with the regions of the next hops. */
    int hash(FiveTuple flow, int sourcePort, int destinationPort) {
        long protocol = (long) flow.protocol() << PROTOCOL_SHIFT;
        long ports = (long) ports(sourcePort, destinationPort) << Integer.SIZE;
        int hash = (int) (flow.source().ipv6() ? ipv6(protocol, ports, flow) : ipv4(protocol, ports, flow));
        if (hash == 0) {
            // The kernel keeps 0 for "no hash yet".
            hash = 1;
        }
        if (policy == Policy.FIVE_TUPLE) {
            // Mixed with the hash of the inner headers, which is 0 without a tunnel.
            hash = JenkinsHash.ofTwoWords(hash, 0, 0);
        }
        return hash >>> 1;
    }

    private static int ports(int one, int other) {
        int first = Short.toUnsignedInt(Short.reverseBytes((short) one));
        int second = Short.toUnsignedInt(Short.reverseBytes((short) other));
        return Math.max(first, second) << Short.SIZE | Math.min(first, second);
    }

    private long ipv4(long protocol, long ports, FiveTuple flow) {
        int one = Integer.reverseBytes((int) flow.source().low());
        int other = Integer.reverseBytes((int) flow.destination().low());
        boolean ordered = Integer.compareUnsigned(one, other) <= 0;
        long first = ordered ? one : other;
        long second = ordered ? other : one;
        return SipHash.hash(key, key, IPV4_WORDS, protocol, 0, 0, ports, first << Integer.SIZE,
                Integer.toUnsignedLong((int) second), 0, 0, 0);
    }

    private long ipv6(long protocol, long ports, FiveTuple flow) {
        Address first = flow.source();
        Address second = flow.destination();
        if (compare(first, second) > 0) {
            first = flow.destination();
            second = flow.source();
        }
        long firstHigh = Long.reverseBytes(first.high());
        long firstLow = Long.reverseBytes(first.low());
        long secondHigh = Long.reverseBytes(second.high());
        long secondLow = Long.reverseBytes(second.low());
        // The addresses begin in the middle of a word.
        return SipHash.hash(key, key, IPV6_WORDS, protocol, 0, 0, ports, firstHigh << Integer.SIZE,
                firstHigh >>> Integer.SIZE | firstLow << Integer.SIZE,
                firstLow >>> Integer.SIZE | secondHigh << Integer.SIZE,
                secondHigh >>> Integer.SIZE | secondLow << Integer.SIZE,
                secondLow >>> Integer.SIZE);
    }

    private static int compare(Address one, Address other) {
        int high = Long.compareUnsigned(one.high(), other.high());
        return high != 0 ? high : Long.compareUnsigned(one.low(), other.low());
    }
}
