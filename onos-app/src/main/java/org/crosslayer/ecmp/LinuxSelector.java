// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * The choice of a Linux router over one group.
 */
final class LinuxSelector implements NextHopSelector {

    private final LinuxEcmpHash hash;
    private final SelectionRule rule;

    LinuxSelector(LinuxEcmpHash hash, SelectionRule rule) {
        this.hash = hash;
        this.rule = rule;
    }

    @Override
    public int choose(FiveTuple flow, int sourcePort, int destinationPort) {
        int value = hash.hash(flow, sourcePort, destinationPort);
        return value == UNKNOWN ? UNKNOWN : rule.index(value);
    }

    @Override
    public PortSelector bind(FiveTuple flow) {
        SipHash prefix = hash.prefix(flow);
        return prefix == null ? (sourcePort, destinationPort) -> UNKNOWN
                : new Bound(hash, rule, prefix, new LinuxFlowKeys(flow));
    }

    /** The choice for one pair of addresses. */
    private static final class Bound implements PortSelector {
        private final LinuxEcmpHash hash;
        private final SelectionRule rule;
        private final SipHash prefix;
        private final LinuxFlowKeys keys;

        Bound(LinuxEcmpHash hash, SelectionRule rule, SipHash prefix, LinuxFlowKeys keys) {
            this.hash = hash;
            this.rule = rule;
            this.prefix = prefix;
            this.keys = keys;
        }

        @Override
        public int choose(int sourcePort, int destinationPort) {
            return rule.index(hash.hash(keys.hash(prefix, hash.ports(sourcePort, destinationPort))));
        }
    }
}
