// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The hash-threshold rule (RFC 2992) as Linux applies it: the 31-bit hash space is cut into regions in proportion
 * to the weights, and a packet goes to the next hop in whose region its hash falls.
 */
final class HashThreshold implements SelectionRule {

    private static final int HASH_BITS = 31;

    /** Rules for equal weights by number of next hops: most groups of a fabric are so, and share them. */
    private static final HashThreshold[] EQUAL = IntStream.rangeClosed(0, 64)
            .mapToObj(count -> new HashThreshold(IntStream.range(0, count).map(i -> 1).toArray()))
            .toArray(HashThreshold[]::new);

    /** Last hash of each region. */
    private final int[] bounds;

    private HashThreshold(int... weights) {
        long total = IntStream.of(weights).asLongStream().sum();
        bounds = new int[weights.length];
        long sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            // Rounded half up, as the kernel's DIV_ROUND_CLOSEST_ULL.
            bounds[i] = (int) (((sum << HASH_BITS) + total / 2) / total - 1);
        }
    }

    /** The rule for so many weights of at least 1. */
    static HashThreshold of(int... weights) {
        boolean equal = Arrays.stream(weights).allMatch(weight -> weight == weights[0]);
        return equal && weights.length < EQUAL.length ? EQUAL[weights.length] : new HashThreshold(weights);
    }

    @Override
    public int index(int hash) {
        // Right for equal weights but for rounding, and a place to start from for others.
        int i = (int) ((long) hash * bounds.length >>> HASH_BITS);
        while (hash > bounds[i]) {
            i++;
        }
        while (i > 0 && hash <= bounds[i - 1]) {
            i--;
        }
        return i;
    }
}
