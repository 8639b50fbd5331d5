// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One object for each set of equal-weight next hops that a device has: thousands of destinations share a few sets.
 * Serves all snapshots of one numbering. Safe from any thread; at worst a set is made twice.
 */
final class NextHopCache {

    /** A device that has seen more sets than that begins anew, so that links that flap for years cost nothing. */
    private static final int MOST_SETS = 512;
    private static final NextHops[] NONE = {};

    private final FabricDevice[] devices;
    private final AtomicReferenceArray<NextHops[]> sets;

    NextHopCache(FabricDevice[] devices) {
        this.devices = devices;
        this.sets = new AtomicReferenceArray<>(devices.length);
    }

    /** The set of the first so many links, in this order. */
    NextHops of(int device, int[] links, int count) {
        NextHops[] known = sets.get(device);
        if (known == null) {
            known = NONE;
        }
        for (int i = known.length - 1; i >= 0; i--) {
            if (known[i].has(links, count)) {
                return known[i];
            }
        }
        NextHops made = NextHops.equal(Arrays.copyOf(links, count), devices[device].hashOrNull());
        if (known.length == MOST_SETS) {
            known = NONE;
        }
        NextHops[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = made;
        sets.set(device, more);
        return made;
    }
}
