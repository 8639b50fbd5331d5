// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.mptcp.FourTuple;
import org.onlab.packet.IpAddress;

/** Turns what agents report into what tracer and planner work with. */
public final class Flows {
    private Flows() {
    }

    /**
     * The packets of a subflow that its agent's host sends.
     *
     * @param tuple ends of the subflow
     * @return TCP flow
     */
    public static FiveTuple outbound(FourTuple tuple) {
        return FiveTuple.tcp(address(tuple.localAddress()), tuple.localPort(),
            address(tuple.remoteAddress()), tuple.remotePort());
    }

    /**
     * A flow as the host sees it that sends its packets.
     *
     * @param flow TCP flow
     * @return its ends
     */
    public static FourTuple tuple(FiveTuple flow) {
        return FourTuple.fourTuple(address(flow.source()), flow.sourcePort(), address(flow.destination()),
            flow.destinationPort());
    }

    private static IpAddress address(Address address) {
        return IpAddress.valueOf(address.ipv6() ? IpAddress.Version.INET6 : IpAddress.Version.INET, address.bytes());
    }

    static Address address(IpAddress address) {
        return Address.of(address.toOctets());
    }
}
