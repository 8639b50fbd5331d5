// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.network;

/**
 * The network of the CloudNet 2013 experiment: clients at one site, servers at a data-centre site that has two
 * uplinks, which are the bottlenecks.
 *
 * <pre>
 *                        isp1
 *                       /    \ uplink
 *   clients --- edge ---      --- site --- servers
 *                       \    / uplink
 *                        isp2
 * </pre>
 */
final class CloudNet {

    private static final long UPLINK_BPS = 20_000_000L;
    private static final long FAST_BPS = 1_000_000_000L;
    private static final int UPLINKS = 2;

    private CloudNet() {
    }

    static Cabling cabling(int hostsPerSite) {
        Cabling cabling = new Cabling();
        int edge = cabling.addRouter("edge");
        int site = cabling.addRouter("site");
        int[] sites = {0, 1, Cabling.NO_SITE, Cabling.NO_SITE};
        for (int i = 1; i <= UPLINKS; i++) {
            int isp = cabling.addRouter("isp" + i);
            cabling.addCable(edge, isp, FAST_BPS);
            cabling.addCable(isp, site, UPLINK_BPS);
        }
        for (int router : new int[] {edge, site}) {
            for (int host = 0; host < hostsPerSite; host++) {
                cabling.addHost(router, FAST_BPS);
            }
        }
        cabling.addSites(sites);
        return cabling;
    }
}
