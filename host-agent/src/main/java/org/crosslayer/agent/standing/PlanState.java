// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.HashMap;
import java.util.Map;
import org.crosslayer.agent.plans.PlanCounters;
import org.crosslayer.agent.plans.StandingPath;
import org.crosslayer.agent.plans.StandingPlan;

/** What outlives the replacement of a plan that this process carries out: counters, and how far each pool was used. */
final class PlanState {
    /** Errnos that are counted each for itself. */
    private static final int MOST_ERRNOS = 32;

    long hits;
    long opened;
    long busyPorts;
    long exhausted;
    long taken;
    long ended;
    private final int[] cursors = new int[StandingPlan.MAX_PATHS];
    private long refused;
    private final Map<Integer, Long> refusals = new HashMap<>();

    PlanCounters counters() {
        return new PlanCounters(hits, opened, refused, busyPorts, exhausted, taken, ended, refusals);
    }

    void refused(int errno) {
        refused++;
        refusals.merge(refusals.containsKey(errno) || refusals.size() < MOST_ERRNOS ? errno : 0, 1L, Long::sum);
    }

    /** The next source port of a path. */
    int next(StandingPath path, int position) {
        return path.port(Integer.remainderUnsigned(cursors[position]++, path.size()));
    }
}
