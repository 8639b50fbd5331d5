// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cluster;

import java.util.function.LongSupplier;

/**
 * Numbers for what nodes tell of agents' loads; of two entries for an agent that of the larger number is the newer one.
 * They are times where the clocks of the nodes agree. Where one is ahead, the others number their entries above all
 * that they have heard of: an agent's next node replaces what its last one has told, whatever their clocks show. For
 * one thread.
 */
final class LoadClock {
    private final LongSupplier millis;
    private long last;

    /** @param millis since 1970 */
    LoadClock(LongSupplier millis) {
        this.millis = millis;
    }

    /** For an entry that replaces all that has been heard of, taken back or not. */
    long next() {
        last = Math.max(millis.getAsLong(), last + 2);
        return last;
    }

    /** An entry of this number is there, or was. */
    void heard(long number) {
        last = Math.max(last, number);
    }

    /** For taking back the entry of this number, and none that was told later. */
    static long after(long number) {
        return number + 1;
    }
}
