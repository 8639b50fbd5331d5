// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.crosslayer.plan.Move;

/**
 * Bounds the time that goes into searches for better places: a fifth of one processor. In a large network that is full
 * a search takes tenths of a second, and plans for new connections need the processor, too. For one thread.
 */
final class SearchTime {
    private static final int REST = 4;

    private final LongSupplier nanoTime;
    private long next;

    SearchTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong();
    }

    /** Searches, unless it is too early for that; what was found. */
    List<Move> search(Supplier<List<Move>> search) {
        long begin = nanoTime.getAsLong();
        if (begin - next < 0) {
            return List.of();
        }
        List<Move> found = search.get();
        long end = nanoTime.getAsLong();
        next = end + REST * (end - begin);
        return found;
    }
}
