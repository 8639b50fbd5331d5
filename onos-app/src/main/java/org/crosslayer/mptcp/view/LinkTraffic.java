// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.LinkUtilisation;

/**
 * What links carry: what their ports have counted; where ports tell nothing, as in routed fabrics, what agents have
 * measured of their own connections, which is the least that there is.
 */
final class LinkTraffic {

    private final LinkUtilisation counted;
    private final LinkUtilisation reported;

    /**
     * Traffic on the links of a network.
     *
     * @param fabric   network
     * @param counted  by ports, of whichever network
     * @param reported by agents, of whichever network
     */
    LinkTraffic(Fabric fabric, LinkUtilisation counted, LinkUtilisation reported) {
        this.counted = counted.isOf(fabric) ? counted : LinkUtilisation.unknown(fabric);
        this.reported = reported.isOf(fabric) ? reported : LinkUtilisation.unknown(fabric);
    }

    /** Who tells of a link; null: nobody. */
    LinkView.TrafficSource source(int link) {
        return counted.known(link) ? LinkView.TrafficSource.PORTS
            : reported.known(link) ? LinkView.TrafficSource.AGENTS : null;
    }

    /** Bits per second, {@link LinkUtilisation#UNKNOWN} if nobody tells. */
    long bps(int link) {
        return counted.known(link) ? counted.bitsPerSecond(link) : reported.bitsPerSecond(link);
    }
}
