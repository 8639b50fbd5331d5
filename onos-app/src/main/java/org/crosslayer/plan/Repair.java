// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Collection;
import java.util.Map;
import org.crosslayer.fabric.Fabric;

/** Decides when links are to be relieved, and how long a search may take. */
final class Repair {

    /** Steps without a better state, by number of subflows that may be concerned, after which a search ends. */
    static final int PATIENCE = 40;
    private static final int LEAST_PATIENCE = 2;
    private static final double SLACK = 1e-6;

    private final RandomSource random;
    /** Falls while searches are in vain, as where a network has less capacity than is asked for. */
    private int patience = PATIENCE;

    Repair(RandomSource random) {
        this.random = random;
    }

    /** A search over what is accounted now; null if there is nothing to be done. */
    RepairRun begin(Fabric fabric, LinkLoads loads, AccessRates rates, PlannerPolicy policy,
                    Collection<PlacedConnection> placed, int mostMoves) {
        if (mostMoves <= 0) {
            return null;
        }
        Map<PlacedConnection, Integer> levels = new HostLevels(loads, policy).targets(rates, mostMoves);
        return levels.isEmpty() && !overloaded(loads) ? null
                : new RepairRun(fabric, loads, policy, placed, levels, mostMoves, patience, random);
    }

    /** The end of a search, in vain or not. */
    void ended(RepairRun run) {
        if (run.searchWorth()) {
            patience = PATIENCE;
        } else if (run.searched() && run.conclusive()) {
            patience = Math.max(LEAST_PATIENCE, patience / 2);
        }
    }

    private static boolean overloaded(LinkLoads loads) {
        for (int link = 0; link < loads.count(); link++) {
            if (loads.chosen(link) && loads.use(link, 0) > 1 + SLACK) {
                return true;
            }
        }
        return false;
    }
}
