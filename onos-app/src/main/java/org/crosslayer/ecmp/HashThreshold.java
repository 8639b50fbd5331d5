// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * The hash-threshold rule (RFC 2992) as Linux applies it: the 31-bit hash space is cut into regions in proportion
 * to the weights, and a packet goes to the next hop in whose region its hash falls.
 */
final class HashThreshold {

    private static final int HASH_BITS = 31;

    /** Last hash of each region. */
    private final int[] bounds;

    HashThreshold(int... weights) {
        long total = 0;
        for (int weight : weights) {
            if (weight < 1) {
                throw new IllegalArgumentException("weights are at least 1, not " + weight);
            }
            total += weight;
        }
        bounds = new int[weights.length];
        long sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            // Rounded half up, as the kernel's DIV_ROUND_CLOSEST_ULL.
            bounds[i] = (int) (((sum << HASH_BITS) + total / 2) / total - 1);
        }
    }

    /** Index of the next hop for a hash of 0..2^31-1. */
    int index(int hash) {
        int i = 0;
        while (hash > bounds[i]) {
            i++;
        }
        return i;
    }
}
