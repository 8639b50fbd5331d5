// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.standing;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.crosslayer.plan.PortRange;

/**
 * Sorts source ports into pools by the path that they lead onto. Of the ports of a path every other one is passed
 * over: what is planned one by one needs some, too.
 */
final class PortPools {

    /** Coprime to ranges of most sizes: ports of one pool lie all over the range. */
    private static final int STEP = 7919;

    private final PathMatcher matcher;
    private final int[][] pools;
    private final int[] sizes;
    private final boolean[] skip;
    private final BitSet used = new BitSet();
    private int missing;

    PortPools(PathMatcher matcher, int paths, int ports) {
        this.matcher = matcher;
        this.pools = new int[paths][ports];
        this.sizes = new int[paths];
        this.skip = new boolean[paths];
        this.missing = paths * ports;
    }

    /** Takes what still leads to its path of pools that were there before. */
    void keep(List<int[]> before, IntPredicate wanted) {
        for (int[] pool : before) {
            for (int port : pool) {
                if (wanted.test(port) && !used.get(port)) {
                    add(port, matcher.path(port));
                }
            }
        }
    }

    /** Fills up, in an order that depends on the key. */
    void fill(PortRange range, IntPredicate available, int key) {
        int size = range.size();
        int step = size % STEP == 0 ? 1 : STEP;
        int start = Math.floorMod(key * 0x9e3779b1, size);
        for (int i = 0; i < size && missing > 0; i++) {
            int port = range.first() + (int) ((start + (long) i * step) % size);
            if (available.test(port) && !used.get(port)) {
                int path = matcher.path(port);
                if (path != PathMatcher.NONE) {
                    skip[path] = !skip[path];
                    if (!skip[path]) {
                        add(port, path);
                    }
                }
            }
        }
    }

    private void add(int port, int path) {
        if (path != PathMatcher.NONE && sizes[path] < pools[path].length) {
            pools[path][sizes[path]++] = port;
            used.set(port);
            missing--;
        }
    }

    /** Takes a port if its path has too few. */
    void offer(int port) {
        if (missing > 0 && !used.get(port)) {
            add(port, matcher.path(port));
        }
    }

    /** The ports of all pools, one of each pool after the other. */
    int[] inTurn() {
        int[] all = new int[IntStream.of(sizes).sum()];
        int count = 0;
        for (int i = 0; count < all.length; i++) {
            for (int path = 0; path < pools.length; path++) {
                if (i < sizes[path]) {
                    all[count++] = pools[path][i];
                }
            }
        }
        return all;
    }

    int[] pool(int path) {
        return Arrays.copyOf(pools[path], sizes[path]);
    }
}
