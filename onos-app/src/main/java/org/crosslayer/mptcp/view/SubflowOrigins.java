// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.lang.ref.SoftReference;
import java.util.Collection;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.Subflow;

/**
 * Counts how the established subflows came to be where they are. Paths are traced of planned subflows only, and only
 * of connections that have changed since the last count: connections are immutable, so those that are the same
 * objects have the same paths as long as the network is the same. Safe from any thread.
 */
final class SubflowOrigins {
    /** Garbage when memory is short: it would keep connections that have ended, should nobody count again. */
    private SoftReference<Counted> last = new SoftReference<>(null);
    private long traced;

    /** What was counted at one time: for each connection a number by origin. */
    private static final class Counted {
        private final Fabric fabric;
        private final Map<MptcpConnection, int[]> numbers;

        Counted(Fabric fabric, int size) {
            this.fabric = fabric;
            this.numbers = new IdentityHashMap<>(size);
        }
    }

    /**
     * Counts the subflows of connections.
     *
     * @param connections all that there are
     * @param fabric      the network that they take their paths through
     * @return number by origin, each is there
     */
    synchronized Map<SubflowView.Origin, Long> count(Collection<MptcpConnection> connections, Fabric fabric) {
        Counted before = last.get();
        Map<MptcpConnection, int[]> known = before == null || before.fabric != fabric ? Map.of() : before.numbers;
        Counted now = new Counted(fabric, connections.size());
        PathTracer tracer = new PathTracer(fabric);
        long[] sums = new long[SubflowView.Origin.values().length];
        for (MptcpConnection connection : connections) {
            int[] numbers = known.get(connection);
            if (numbers == null) {
                numbers = count(connection, tracer);
            }
            now.numbers.put(connection, numbers);
            for (int origin = 0; origin < sums.length; origin++) {
                sums[origin] += numbers[origin];
            }
        }
        last = new SoftReference<>(now);
        Map<SubflowView.Origin, Long> counts = new EnumMap<>(SubflowView.Origin.class);
        for (SubflowView.Origin origin : SubflowView.Origin.values()) {
            counts.put(origin, sums[origin.ordinal()]);
        }
        return counts;
    }

    private int[] count(MptcpConnection connection, PathTracer tracer) {
        traced++;
        int[] numbers = new int[SubflowView.Origin.values().length];
        for (Subflow subflow : connection.subflows()) {
            numbers[SubflowView.Origin.of(connection, subflow, tracer).ordinal()]++;
        }
        return numbers;
    }

    /** Connections whose subflows were traced so far; for tests. */
    synchronized long traced() {
        return traced;
    }
}
