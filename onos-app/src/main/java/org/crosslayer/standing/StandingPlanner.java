// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.standing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathSet;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TracedPath;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.PortRange;

/**
 * Makes standing plans out of chosen paths: pools of source ports, and the table that says on which path a first
 * subflow is. Has no state.
 */
public final class StandingPlanner {

    /** Most paths of a plan. */
    public static final int MOST_PATHS = 16;
    /** Kernels take plans of 60,000 bytes; addresses and the like take some. */
    static final int MOST_BYTES = 59_000;
    /** Most source ports that the table of first subflows may cover, so that there is room for pools. */
    public static final int TABLE_LIMIT = 50_000;

    private StandingPlanner() {
    }

    /**
     * Makes a plan.
     *
     * @param fabric      network that the paths were chosen in
     * @param destination where connections go
     * @param choice      paths worth having
     * @param request     what pools are wanted
     * @return empty if fewer than two paths can be reached: then there is nothing to open in advance
     */
    public static Optional<StandingPlan> plan(Fabric fabric, Destination destination, PathChoice choice,
                                              PoolRequest request) {
        if (choice.size() < 2 || request.maxSubflows < 2) {
            return Optional.empty();
        }
        int[] steered = request.steered == 0 ? new int[0]
                : steered(fabric, destination, choice.direction(), request);
        PortRange table = table(request.initialPorts, steered);
        PathMatcher matcher = new PathMatcher(fabric, destination, choice.direction(), choice.forward(),
                choice.reverse());
        int room = (MOST_BYTES - table.size() - 2 * steered.length) / (2 * choice.size());
        PortPools pools = new PortPools(matcher, choice.size(), Math.max(1, Math.min(request.ports, room)));
        BitSet first = new BitSet();
        for (int port : steered) {
            first.set(port);
        }
        if (request.before != null) {
            pools.keep(request.before.paths().stream().map(StandingPath::pool).collect(Collectors.toList()),
                port -> within(request.range, port) && !first.get(port));
        }
        pools.fill(request.range, port -> request.available.test(port) && !first.get(port),
                destination.hashCode());
        List<StandingPath> paths = new ArrayList<>();
        for (int i = 0; i < choice.size(); i++) {
            int[] pool = pools.pool(i);
            if (pool.length > 0) {
                paths.add(path(fabric, destination, choice, i, pool));
            }
        }
        return paths.size() < 2 ? Optional.empty()
                : Optional.of(complete(fabric, choice, request, destination, paths, table, steered));
    }

    /** The direction that does not count is that of the first port. */
    private static StandingPath path(Fabric fabric, Destination destination, PathChoice choice, int index,
                                     int[] pool) {
        PathTracer tracer = new PathTracer(fabric);
        return new StandingPath(tracer.trace(destination.flow(pool[0])),
                tracer.trace(destination.flow(pool[0]).reversed()), pool);
    }

    private static StandingPlan complete(Fabric fabric, PathChoice choice, PoolRequest request,
                                         Destination destination, List<StandingPath> paths, PortRange table,
                                         int[] steered) {
        PathMatcher matcher = new PathMatcher(fabric, destination, choice.direction(),
                paths.stream().map(StandingPath::forward).collect(Collectors.toList()),
                paths.stream().map(StandingPath::reverse).collect(Collectors.toList()));
        // Where both directions count, a first subflow there on one path and back on another leaves two half-used: all
        // paths are opened if one more subflow is allowed, else the one that the way there is on is left out.
        boolean both = choice.direction() == DataDirection.BOTH;
        boolean oneMore = both && request.maxSubflows > paths.size();
        byte[] initial = new byte[table.size()];
        for (int i = 0; i < initial.length; i++) {
            int port = table.first() + i;
            initial[i] = (byte) (1 + (oneMore || !both ? matcher.path(port) : matcher.pathEitherWay(port)));
        }
        int most = Math.min(request.maxSubflows - 1, oneMore ? paths.size() : paths.size() - 1);
        return new StandingPlan(destination, choice.direction(), paths, most, table.first(), initial, steered);
    }

    /** Source ports for first subflows: as many on each path, in turn. From the top of the range down. */
    private static int[] steered(Fabric fabric, Destination destination, DataDirection direction,
                                 PoolRequest request) {
        boolean back = direction == DataDirection.INBOUND;
        PathSet all = back ? fabric.paths(destination.remote(), destination.local(), PathMatcher.MOST_PATHS)
                : fabric.paths(destination.local(), destination.remote(), PathMatcher.MOST_PATHS);
        List<TracedPath> paths = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            paths.add(all.path(i));
        }
        if (paths.size() < 2) {
            return new int[0];
        }
        PathMatcher matcher = new PathMatcher(fabric, destination, back ? DataDirection.INBOUND
                : DataDirection.OUTBOUND, paths, paths);
        PortPools pools = new PortPools(matcher, paths.size(), (request.steered - 1) / paths.size() + 1);
        if (request.before != null) {
            pools.keep(List.of(request.before.steeredPorts()), port -> within(request.range, port));
        }
        int lowest = Math.max(request.range.first(), request.initialPorts.last() - TABLE_LIMIT + 1);
        int highest = Math.min(request.range.last(), request.initialPorts.first() + TABLE_LIMIT - 1);
        for (int port = highest; port >= lowest; port--) {
            if (request.available.test(port)) {
                pools.offer(port);
            }
        }
        return pools.inTurn();
    }

    /** Source ports that first subflows may have: the kernel's own, and those chosen in its place. */
    private static PortRange table(PortRange initial, int[] steered) {
        int first = initial.first();
        int last = initial.last();
        for (int port : steered) {
            first = Math.min(first, port);
            last = Math.max(last, port);
        }
        return new PortRange(first, last);
    }

    private static boolean within(PortRange range, int port) {
        return port >= range.first() && port <= range.last();
    }
}
