// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.List;
import org.crosslayer.fabric.TracedPath;

/**
 * Why the subflows of a connection are where they are: the paths of the direction that carries its data, how much
 * each has to spare, and why it was taken or left. Made on request, from the load as it is then.
 */
public final class Explanation {

    private final DataDirection direction;
    private final long demandBps;
    private final int pathCount;
    private final List<Path> paths;
    private final List<String> lines;

    Explanation(DataDirection direction, long demandBps, int pathCount, List<Path> paths, List<String> lines) {
        this.direction = direction;
        this.demandBps = demandBps;
        this.pathCount = pathCount;
        this.paths = List.copyOf(paths);
        this.lines = List.copyOf(lines);
    }

    /**
     * Direction that was placed.
     *
     * @return as reported or assumed
     */
    public DataDirection direction() {
        return direction;
    }

    /**
     * What the connection is expected to send.
     *
     * @return bits per second
     */
    public long demandBps() {
        return demandBps;
    }

    /**
     * Number of equal-cost paths in the direction of the data.
     *
     * @return 0 if they are not known
     */
    public int pathCount() {
        return pathCount;
    }

    /**
     * The paths in use, then the best others; not all if there are many.
     *
     * @return paths with their scores
     */
    public List<Path> paths() {
        return paths;
    }

    /**
     * The decision in words.
     *
     * @return lines for people
     */
    public List<String> lines() {
        return lines;
    }

    /** One path that was considered. */
    public static final class Path {

        private final TracedPath path;
        private final long residualBps;
        private final int bottleneck;
        private final int subflows;
        private final String verdict;

        Path(TracedPath path, long residualBps, int bottleneck, int subflows, String verdict) {
            this.path = path;
            this.residualBps = residualBps;
            this.bottleneck = bottleneck;
            this.subflows = subflows;
            this.verdict = verdict;
        }

        /**
         * The path in the direction of the data.
         *
         * @return complete path
         */
        public TracedPath path() {
            return path;
        }

        /**
         * What other connections leave of the path's bottleneck.
         *
         * @return bits per second; negative if more is expected there than it carries
         */
        public long residualBps() {
            return residualBps;
        }

        /**
         * The link with the least to spare.
         *
         * @return link index in the fabric
         */
        public int bottleneck() {
            return bottleneck;
        }

        /**
         * Subflows of the connection on this path.
         *
         * @return 0 if the path was left
         */
        public int subflows() {
            return subflows;
        }

        /**
         * Why the path was taken or left.
         *
         * @return a few words
         */
        public String verdict() {
            return verdict;
        }
    }
}
