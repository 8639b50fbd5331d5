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

    static Address address(IpAddress address) {
        return Address.of(address.toOctets());
    }
}
