// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.plans;

/**
 * What came of a plan since it was first in force at its executor.
 *
 * @param hits connections that it was applied to
 * @param opened subflows that the kernel sent a SYN for
 * @param refused subflows that were refused for another reason than a source port in use
 * @param busyPorts source ports that were in use or in TIME_WAIT
 * @param exhausted paths for which no source port was free
 * @param taken paths left out because the first subflow was on them
 */
public record PlanCounters(long hits, long opened, long refused, long busyPorts, long exhausted, long taken) {
    public static final PlanCounters ZERO = new PlanCounters(0, 0, 0, 0, 0, 0);

    // Written out: see FourTuple.
    @Override
    public boolean equals(Object other) {
        return other instanceof PlanCounters that && hits == that.hits && opened == that.opened
            && refused == that.refused && busyPorts == that.busyPorts && exhausted == that.exhausted
            && taken == that.taken;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hits * 31 + opened);
    }
}
