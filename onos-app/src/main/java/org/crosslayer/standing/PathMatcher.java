// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.standing;

import java.util.List;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PacketWalk;
import org.crosslayer.fabric.TracedPath;
import org.crosslayer.plan.DataDirection;

/**
 * Says which of some paths a source port leads onto, in the directions that count. Belongs to one thread.
 */
final class PathMatcher {

    /** More paths cannot be told apart. */
    static final int MOST_PATHS = Long.SIZE;
    /** No path. */
    static final int NONE = -1;

    private final PacketWalk outbound;
    private final PacketWalk inbound;
    private final int[][] forward;
    private final int[][] reverse;
    private final int destinationPort;

    /**
     * A matcher.
     *
     * @param direction whose paths count
     * @param there     paths of the client's packets; not looked at if only the way back counts
     * @param back      paths of the server's packets, in the same order
     */
    PathMatcher(Fabric fabric, Destination destination, DataDirection direction, List<TracedPath> there,
                List<TracedPath> back) {
        FiveTuple flow = destination.flow(1);
        destinationPort = destination.remotePort();
        outbound = direction == DataDirection.INBOUND ? null : new PacketWalk(fabric, flow);
        inbound = direction == DataDirection.OUTBOUND ? null : new PacketWalk(fabric, flow.reversed());
        forward = links(there);
        reverse = links(back);
    }

    private static int[][] links(List<TracedPath> paths) {
        return paths.stream().map(TracedPath::links).toArray(int[][]::new);
    }

    /** Position of the path that a port leads onto in all directions that count; NONE if it is none of them. */
    int path(int sourcePort) {
        long there = outbound == null ? -1L : there(sourcePort);
        long both = there == 0 || inbound == null ? there : there & back(sourcePort);
        return both == 0 ? NONE : Long.numberOfTrailingZeros(both);
    }

    /** Position of a path that a port leads onto in one direction at least: rather there than back. */
    int pathEitherWay(int sourcePort) {
        int path = path(sourcePort);
        if (path != NONE || outbound == null || inbound == null) {
            return path;
        }
        long there = there(sourcePort);
        long one = there == 0 ? back(sourcePort) : there;
        return one == 0 ? NONE : Long.numberOfTrailingZeros(one);
    }

    private long there(int sourcePort) {
        return outbound.walk(sourcePort, destinationPort) ? matching(outbound, forward) : 0;
    }

    private long back(int sourcePort) {
        return inbound.walk(destinationPort, sourcePort) ? matching(inbound, reverse) : 0;
    }

    private static long matching(PacketWalk walk, int[][] paths) {
        long matching = 0;
        for (int i = 0; i < paths.length; i++) {
            if (follows(walk, paths[i])) {
                matching |= 1L << i;
            }
        }
        return matching;
    }

    private static boolean follows(PacketWalk walk, int[] path) {
        if (walk.length() != path.length) {
            return false;
        }
        for (int i = 0; i < path.length; i++) {
            if (walk.link(i) != path[i]) {
                return false;
            }
        }
        return true;
    }
}
