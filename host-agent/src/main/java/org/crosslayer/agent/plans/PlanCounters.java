// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.plans;

import java.util.Map;

/**
 * What came of a plan since it was first in force at its executor.
 *
 * @param hits connections that it was applied to
 * @param opened subflows that the kernel sent a SYN for
 * @param refused subflows that were refused for another reason than a source port in use
 * @param busyPorts source ports that were in use or in TIME_WAIT
 * @param exhausted paths for which no source port was free
 * @param taken paths left out because the first subflow was on them
 * @param ended connections that ended, or began to, before they had all of their subflows: no refusal
 * @param refusals those that were refused by errno, as far as it is told; 0: others
 */
public record PlanCounters(long hits, long opened, long refused, long busyPorts, long exhausted, long taken,
                           long ended, Map<Integer, Long> refusals) {
    public static final PlanCounters ZERO = new PlanCounters(0, 0, 0, 0, 0, 0);

    public PlanCounters {
        refusals = Map.copyOf(refusals);
    }

    /** Of an executor that does not tell the rest for each plan. */
    public PlanCounters(long hits, long opened, long refused, long busyPorts, long exhausted, long taken) {
        this(hits, opened, refused, busyPorts, exhausted, taken, 0, Map.of());
    }

    // Written out: see FourTuple.
    @Override
    public boolean equals(Object other) {
        return other instanceof PlanCounters that && hits == that.hits && opened == that.opened
            && refused == that.refused && busyPorts == that.busyPorts && exhausted == that.exhausted
            && taken == that.taken && ended == that.ended && refusals.equals(that.refusals);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hits * 31 + opened);
    }
}
