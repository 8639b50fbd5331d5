// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.network;

import java.util.Arrays;

/**
 * The fat-tree of k-port routers (Al-Fares et al., SIGCOMM 2008): k pods of k/2 edge and k/2 aggregation routers,
 * k²/4 core routers, k³/4 hosts, all links alike; (k/2)² paths between hosts of different pods.
 *
 * <pre>
 *          core 0.0  core 0.1     core 1.0  core 1.1        (k = 4; group j of the core joins
 *              |  \  /  |             |  \  /  |             aggregation router j of every pod)
 *   pod p:    agg p.0 ------+   +------ agg p.1
 *                |          X              |
 *             edge p.0 -----+   +------ edge p.1
 *              h   h                     h   h
 * </pre>
 */
final class FatTree {

    private FatTree() {
    }

    static Cabling cabling(int k, long rateBps) {
        int half = k / 2;
        Cabling cabling = new Cabling();
        int[] cores = new int[half * half];
        for (int i = 0; i < cores.length; i++) {
            cores[i] = cabling.addRouter("core" + i / half + "." + i % half);
        }
        int routers = cores.length + k * k;
        int[] edgeSites = new int[routers];
        int[] podSites = new int[routers];
        Arrays.fill(edgeSites, Cabling.NO_SITE);
        Arrays.fill(podSites, Cabling.NO_SITE);
        for (int pod = 0; pod < k; pod++) {
            int[] edges = new int[half];
            for (int i = 0; i < half; i++) {
                edges[i] = cabling.addRouter("edge" + pod + "." + i);
                edgeSites[edges[i]] = pod * half + i;
                podSites[edges[i]] = pod;
                for (int host = 0; host < half; host++) {
                    cabling.addHost(edges[i], rateBps);
                }
            }
            for (int j = 0; j < half; j++) {
                int aggregation = cabling.addRouter("agg" + pod + "." + j);
                podSites[aggregation] = pod;
                for (int edge : edges) {
                    cabling.addCable(edge, aggregation, rateBps);
                }
                for (int i = 0; i < half; i++) {
                    cabling.addCable(aggregation, cores[j * half + i], rateBps);
                }
            }
        }
        cabling.addSites(edgeSites);
        cabling.addSites(podSites);
        return cabling;
    }
}
