// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * The multipath hash of a Linux router (kernel 6.11 and later) with a known seed, for packets that it forwards.
 *
 * <p>The kernel hashes its struct flow_keys (48 bytes for IPv4, 72 for IPv6) with SipHash-2-4, keyed by
 * net.ipv4.fib_multipath_hash_seed, which serves IPv6 too. Addresses and ports are each brought into ascending
 * order first, so that both directions of a flow hash alike on routers of the same seed. On little-endian
 * machines "ascending" means byte-swapped numbers for IPv4 addresses and ports.
 *
 * <p>Groups are hash-threshold ones (classic multipath routes, {@code type mpath}), or resilient ones if they have
 * a bucket table.
 */
public final class LinuxEcmpHash implements EcmpHash {

    /** The hash policies, by number of the sysctl fib_multipath_hash_policy. */
    public enum Policy {
        /**
         * Policy 0: addresses alone and, for IPv6, next header and flow label. Ports change nothing. Linux's own
         * TCP sockets send a random flow label unless net.ipv6.auto_flowlabels is 0, so that an IPv6 choice is
         * unknown as long as the label is.
         */
        LAYER_3(0),
        /**
         * Policy 1, for packets that carry no layer-4 hash of the kernel's own. TCP segments that reach a router
         * over veth from a socket of the same machine do carry one, and are then spread at random instead.
         */
        LAYER_4(1),
        /** Policy 3 with fib_multipath_hash_fields 0x37: addresses, protocol and ports, always computed. */
        FIVE_TUPLE(3);

        private final int number;

        Policy(int number) {
            this.number = number;
        }
    }

    private static final long MAX_SEED = 0xffff_ffffL;
    private static final int PROTOCOL_SHIFT = 16;

    private final Policy policy;
    private final int seed;
    private final int flowLabel;
    private final SipHash keyed;
    /** The words before the ports are the same for nearly all packets. */
    private final SipHash withoutProtocol;
    private final SipHash afterTcp;

    /**
     * Creates the model of one router.
     *
     * @param policy which sysctl policy it runs
     * @param seed   its fib_multipath_hash_seed as an unsigned number; 0 (random at boot) cannot be modelled
     */
    public LinuxEcmpHash(Policy policy, int seed) {
        this(policy, seed, FiveTuple.UNKNOWN_LABEL);
    }

    /**
     * Creates the model of one router where all hosts send IPv6 packets with the same flow label.
     *
     * @param policy    which sysctl policy it runs; only policy 0 looks at the label
     * @param seed      as above
     * @param flowLabel label of the flows that do not state one, 0..0xfffff, or {@link FiveTuple#UNKNOWN_LABEL}
     */
    public LinuxEcmpHash(Policy policy, int seed, int flowLabel) {
        if (seed == 0) {
            throw new IllegalArgumentException("seed 0 means random at boot: it cannot be modelled");
        }
        this.policy = policy;
        this.seed = seed;
        this.flowLabel = FiveTuple.checkedLabel(flowLabel);
        long unsigned = Integer.toUnsignedLong(seed);
        long key = unsigned << Integer.SIZE | unsigned;
        this.keyed = SipHash.keyed(key, key);
        this.withoutProtocol = prefix(0);
        this.afterTcp = prefix((long) FiveTuple.TCP << PROTOCOL_SHIFT);
    }

    /** Policy 0 with the parameters seed and, if hosts have a fixed one, flowLabel. */
    static LinuxEcmpHash policy0(ModelParameters parameters) {
        int label = parameters.has("flowLabel") ? (int) parameters.number("flowLabel", 0, FiveTuple.MAX_LABEL)
                : FiveTuple.UNKNOWN_LABEL;
        return new LinuxEcmpHash(Policy.LAYER_3, seed(parameters), label);
    }

    /** Policy 1 with the parameter seed. */
    static LinuxEcmpHash policy1(ModelParameters parameters) {
        return new LinuxEcmpHash(Policy.LAYER_4, seed(parameters));
    }

    /** Policy 3 with the parameters seed and fields. */
    static LinuxEcmpHash policy3(ModelParameters parameters) {
        if (parameters.has("fields") && !parameters.text("fields").matches("0x0*37")) {
            throw parameters.refusal("fields", "expected 0x37, the only mask that is modelled, found \""
                    + parameters.text("fields") + "\"");
        }
        return new LinuxEcmpHash(Policy.FIVE_TUPLE, seed(parameters));
    }

    @Override
    public NextHopSelector over(NextHopGroup group) {
        boolean resilient = group.checkedFor(this).has(GroupFeature.BUCKET_TABLE);
        return new LinuxSelector(this, resilient ? new BucketTable(group) : HashThreshold.of(group.liveWeights()));
    }

    @Override
    public boolean supports(GroupFeature feature) {
        return feature != GroupFeature.BUCKET_IDS;
    }

    /** True for policy 0 too, if the packets of both directions have the same flow label. */
    @Override
    public boolean symmetric() {
        return true;
    }

    /**
     * The hash that the kernel compares with the regions of the next hops.
     *
     * @param flow            addresses, protocol and flow label of the packet
     * @param sourcePort      source port of the packet
     * @param destinationPort destination port of the packet
     * @return 31 bits, or {@link NextHopSelector#UNKNOWN} if it depends on a flow label that is not known
     */
    public int hash(FiveTuple flow, int sourcePort, int destinationPort) {
        SipHash prefix = prefix(flow);
        return prefix == null ? NextHopSelector.UNKNOWN
                : hash(LinuxFlowKeys.hash(prefix, flow, ports(sourcePort, destinationPort)));
    }

    /** The state of the hash before the ports, null if it depends on a flow label that is not known. */
    SipHash prefix(FiveTuple flow) {
        boolean ipv6 = flow.source().ipv6();
        if (policy == Policy.LAYER_3) {
            int label = flow.flowLabel() == FiveTuple.UNKNOWN_LABEL ? flowLabel : flow.flowLabel();
            return !ipv6 ? withoutProtocol : label == FiveTuple.UNKNOWN_LABEL ? null
                    : prefix((long) flow.protocol() << PROTOCOL_SHIFT
                            | Integer.toUnsignedLong(Integer.reverseBytes(label)) << Integer.SIZE);
        }
        return flow.protocol() == FiveTuple.TCP ? afterTcp : prefix((long) flow.protocol() << PROTOCOL_SHIFT);
    }

    /** The ports as the kernel hashes them: in ascending order, second one first in the number. */
    int ports(int one, int other) {
        if (policy == Policy.LAYER_3) {
            return 0;
        }
        int first = Short.toUnsignedInt(Short.reverseBytes((short) one));
        int second = Short.toUnsignedInt(Short.reverseBytes((short) other));
        return Math.max(first, second) << Short.SIZE | Math.min(first, second);
    }

    /** From SipHash's 64 bits to the 31 that decide. */
    int hash(long sipHash) {
        // The kernel keeps 0 for "no hash yet".
        int hash = (int) sipHash == 0 ? 1 : (int) sipHash;
        // Policy 3 mixes it with the hash of the inner headers, which is 0 without a tunnel.
        return (policy == Policy.FIVE_TUPLE ? JenkinsHash.ofTwoWords(hash, 0, 0) : hash) >>> 1;
    }

    private SipHash prefix(long first) {
        return keyed.after(first).after(0).after(0);
    }

    private static int seed(ModelParameters parameters) {
        return (int) parameters.number("seed", 1, MAX_SEED);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof LinuxEcmpHash)) {
            return false;
        }
        LinuxEcmpHash that = (LinuxEcmpHash) other;
        return policy == that.policy && seed == that.seed && flowLabel == that.flowLabel;
    }

    /** The same seed and policy: the same number decides, however the groups differ. */
    @Override
    public boolean correlatedWith(EcmpHash other) {
        return other instanceof LinuxEcmpHash && policy == ((LinuxEcmpHash) other).policy
                && seed == ((LinuxEcmpHash) other).seed;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * policy.number + seed) + flowLabel;
    }

    @Override
    public String toString() {
        return "linux-policy" + policy.number + " with seed " + Integer.toUnsignedString(seed);
    }
}
