// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

/**
 * Repeatable random numbers for searches (xorshift64*, Vigna 2014): quicker than the library's and no worse for that.
 */
final class RandomSource {

    private long state;

    RandomSource(long seed) {
        state = PortSequence.mix(seed) | 1;
    }

    /** 0..bound-1. */
    int below(int bound) {
        state ^= state >>> 12;
        state ^= state << 25;
        state ^= state >>> 27;
        return (int) ((state * 0x2545f4914f6cdd1dL >>> 33) * bound >>> 31);
    }

    /** Whether an event of a probability happens. */
    boolean happens(double probability) {
        return below(1 << 30) < probability * (1 << 30);
    }
}
