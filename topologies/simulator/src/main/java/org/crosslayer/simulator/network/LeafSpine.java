// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.network;

import java.util.Arrays;

/**
 * Leaves that are joined by every spine; as many paths between two leaves as there are spines. Hosts and spines have
 * links of one rate, so that a leaf with twice as many hosts as spines is oversubscribed 2:1.
 */
final class LeafSpine {

    private LeafSpine() {
    }

    static Cabling cabling(int leaves, int spines, int hostsPerLeaf, long rateBps) {
        Cabling cabling = new Cabling();
        int[] spine = new int[spines];
        for (int i = 0; i < spines; i++) {
            spine[i] = cabling.addRouter("spine" + i);
        }
        int[] sites = new int[spines + leaves];
        Arrays.fill(sites, Cabling.NO_SITE);
        for (int i = 0; i < leaves; i++) {
            int leaf = cabling.addRouter("leaf" + i);
            sites[leaf] = i;
            for (int host = 0; host < hostsPerLeaf; host++) {
                cabling.addHost(leaf, rateBps);
            }
            for (int upper : spine) {
                cabling.addCable(leaf, upper, rateBps);
            }
        }
        cabling.addSites(sites);
        return cabling;
    }
}
