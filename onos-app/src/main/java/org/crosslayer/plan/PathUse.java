// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import org.crosslayer.fabric.PathSet;
import org.crosslayer.fabric.TracedPath;

/**
 * How much one direction's paths are used by the subflows chosen so far. Belongs to one plan.
 */
final class PathUse {

    private final PathSet paths;
    private final int[] subflows;
    /** Links that a path shares with those of the chosen subflows, counted once for each. */
    private final int[] overlap;

    PathUse(PathSet paths) {
        this.paths = paths;
        this.subflows = new int[paths.size()];
        this.overlap = new int[paths.size()];
    }

    void add(int path) {
        subflows[path]++;
        TracedPath added = paths.path(path);
        for (int i = 0; i < overlap.length; i++) {
            overlap[i] += shared(added, paths.path(i));
        }
    }

    boolean free(int path) {
        return subflows[path] == 0;
    }

    int freeCount() {
        int count = 0;
        for (int used : subflows) {
            count += used == 0 ? 1 : 0;
        }
        return count;
    }

    int overlap(int path) {
        return overlap[path];
    }

    /** The unused path that shares the fewest links; if all are used, the least used one. */
    int best() {
        int best = 0;
        for (int i = 1; i < subflows.length; i++) {
            if (subflows[i] < subflows[best]
                    || subflows[i] == subflows[best] && overlap[i] < overlap[best]) {
                best = i;
            }
        }
        return best;
    }

    /** The links of the hosts are left out: every path has them. */
    private static int shared(TracedPath one, TracedPath other) {
        int count = 0;
        for (int i = 1; i < one.length() - 1; i++) {
            for (int j = 1; j < other.length() - 1; j++) {
                count += one.link(i) == other.link(j) ? 1 : 0;
            }
        }
        return count;
    }
}
