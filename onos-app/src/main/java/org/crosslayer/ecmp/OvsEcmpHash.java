// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A select group of Open vSwitch with {@code selection_method=hash}: RFC 2992's highest random weight. A hash of the
 * listed fields gives every bucket a score, in proportion to its weight, and the highest one wins.
 *
 * <p>The method exists in OpenFlow 1.5 only; over older versions it is dropped without a word, and the group chooses
 * as {@link OvsDpHash} does. Buckets count as dead only if they have a watch_port or watch_group.
 */
public final class OvsEcmpHash implements EcmpHash {

    private final Set<OvsField> fields;
    private final long parameter;
    private final int basis;

    /**
     * Creates the model of such groups.
     *
     * @param fields    what is hashed, at least one; fields that a packet does not have are passed over
     * @param parameter selection_method_param as an unsigned number, 0 if the group has none
     */
    public OvsEcmpHash(Collection<OvsField> fields, long parameter) {
        this.fields = EnumSet.copyOf(fields);
        this.parameter = parameter;
        this.basis = MurmurHash.ofLong(parameter);
    }

    /** Model with the parameters fields and, if it is not 0, parameter. */
    static OvsEcmpHash from(ModelParameters parameters) {
        Set<OvsField> fields = EnumSet.noneOf(OvsField.class);
        for (String name : parameters.texts("fields")) {
            fields.add(OvsField.named(name).orElseThrow(() -> parameters.refusal("fields", "expected some of "
                    + EnumSet.allOf(OvsField.class) + ", found \"" + name + "\"")));
        }
        if (fields.isEmpty()) {
            throw parameters.refusal("fields", "expected at least one field");
        }
        return new OvsEcmpHash(fields,
                parameters.has("parameter") ? parameters.number("parameter", 0, Long.MAX_VALUE) : 0);
    }

    @Override
    public NextHopSelector over(NextHopGroup group) {
        return new Selector(this, group.checkedFor(this));
    }

    @Override
    public boolean supports(GroupFeature feature) {
        return feature != GroupFeature.BUCKET_TABLE;
    }

    @Override
    public boolean symmetric() {
        return fields.equals(EnumSet.of(OvsField.NW_PROTO));
    }

    /** Whether none of these fields is hashed. */
    boolean ignores(Set<OvsField> some) {
        return some.stream().noneMatch(fields::contains);
    }

    /** The hash of the fields before the ports. */
    private int addresses(FiveTuple flow) {
        int hash = basis;
        hash = address(hash, flow.source(), OvsField.IP_SRC, OvsField.IPV6_SRC);
        hash = address(hash, flow.destination(), OvsField.IP_DST, OvsField.IPV6_DST);
        return fields.contains(OvsField.NW_PROTO) ? MurmurHash.finish(MurmurHash.add(hash, flow.protocol()), 1) : hash;
    }

    private int address(int hash, Address address, OvsField ipv4, OvsField ipv6) {
        if (address.ipv6()) {
            return fields.contains(ipv6) ? MurmurHash.finish(MurmurHash.add(hash, address), 16) : hash;
        }
        return fields.contains(ipv4) ? MurmurHash.finish(MurmurHash.add(hash, address), 4) : hash;
    }

    private int ports(int addresses, boolean tcp, int sourcePort, int destinationPort) {
        int hash = addresses;
        if (tcp && fields.contains(OvsField.TCP_SRC)) {
            hash = MurmurHash.finish(MurmurHash.add(hash, MurmurHash.port(sourcePort)), 2);
        }
        if (tcp && fields.contains(OvsField.TCP_DST)) {
            hash = MurmurHash.finish(MurmurHash.add(hash, MurmurHash.port(destinationPort)), 2);
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OvsEcmpHash && parameter == ((OvsEcmpHash) other).parameter
                && fields.equals(((OvsEcmpHash) other).fields);
    }

    @Override
    public int hashCode() {
        return 31 * fields.hashCode() + Long.hashCode(parameter);
    }

    @Override
    public String toString() {
        return "ovs-hash over " + fields.stream().map(OvsField::toString).collect(Collectors.joining(", "))
                + " with parameter " + Long.toUnsignedString(parameter);
    }

    /** The choice among the buckets of one group. */
    private static final class Selector implements NextHopSelector {
        private static final int SCORE_BITS = 0xffff;

        private final OvsEcmpHash hash;
        /** Hashes of the bucket ids, to be completed with that of the packet. */
        private final int[] hashedIds;
        private final int[] weights;

        Selector(OvsEcmpHash hash, NextHopGroup group) {
            this.hash = hash;
            this.weights = group.liveWeights();
            this.hashedIds = new int[group.size()];
            for (int i = 0; i < hashedIds.length; i++) {
                hashedIds[i] = MurmurHash.begin(group.bucketId(i));
            }
        }

        @Override
        public int choose(FiveTuple flow, int sourcePort, int destinationPort) {
            return best(hash.ports(hash.addresses(flow), tcp(flow), sourcePort, destinationPort));
        }

        @Override
        public PortSelector bind(FiveTuple flow) {
            int addresses = hash.addresses(flow);
            boolean tcp = tcp(flow);
            return (sourcePort, destinationPort) -> best(hash.ports(addresses, tcp, sourcePort, destinationPort));
        }

        private static boolean tcp(FiveTuple flow) {
            return flow.protocol() == FiveTuple.TCP;
        }

        /** Of equal scores the later bucket's wins. */
        private int best(int packet) {
            int best = 0;
            long bestScore = 0;
            for (int i = 0; i < hashedIds.length; i++) {
                int score = MurmurHash.end(hashedIds[i], packet) & SCORE_BITS;
                long weighted = (long) score * weights[i];
                if (weighted >= bestScore) {
                    bestScore = weighted;
                    best = i;
                }
            }
            return best;
        }
    }
}
