// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.MptcpConnection;
import org.crosslayer.agent.connections.PlanFailure;
import org.crosslayer.agent.module.ModuleEvent;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.plans.StandingPlan;
import org.crosslayer.agent.worker.Worker;

/**
 * The connections that have a standing plan: has them served, where this process acts, and sees to it that one for
 * which nothing came of its plan is left to others at once.
 */
final class PlannedConnections {
    /** Connections that the kernel module has served before this process has heard of them. */
    private static final int MOST_EARLY = 1024;

    private final ConnectionTable table;
    private final PlanLookup lookup;
    private final Executors executors;
    private final Worker worker;
    /** Plans by token that came to nothing, of connections that are not known yet; under the table's lock. */
    private final Map<Integer, PlanFailure> early = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, PlanFailure> eldest) {
            return size() > MOST_EARLY;
        }
    };
    /** The last subflow that the module was refused; of the thread that brings its events. */
    private ModuleEvent refused;

    PlannedConnections(ConnectionTable table, PlanLookup lookup, Executors executors, Worker worker) {
        this.table = table;
        this.lookup = lookup;
        this.executors = executors;
        this.worker = worker;
    }

    /** A connection has been established, or was found established; under the table's lock. The id of its plan. */
    int established(MptcpConnection connection) {
        PlanFailure failure = early.remove(connection.token());
        StandingPlan plan = lookup.find(connection);
        if (plan == null || failure != null && failure.plan() == plan.id()
                && plan.isWanting(connection.initial().local().port())) {
            return 0;
        }
        if (executors.isAgent() && connection.subflowsAndPending() <= 1) {
            worker.execute(() -> serve(connection.token(), connection.initial(), plan));
        }
        return plan.id();
    }

    /** By the plan as it is by now. What was asked for before the kernel took over is the kernel's. */
    private void serve(int token, FourTuple initial, StandingPlan plan) {
        MptcpConnection wanting = executors.isAgent() ? table.locked(() -> {
            MptcpConnection connection = table.connection(token);
            return connection != null && connection.initial().equals(initial) && connection.subflowsAndPending() <= 1
                ? connection : null;
        }) : null;
        // It may have acted just before: its subflows are on their way.
        if (wanting != null && !(executors.wasEverKernel() && executors.agent().isServedByModule(token))) {
            StandingPlan now = lookup.find(wanting);
            Served served = now == null || now.id() != plan.id() ? Served.withdrawn()
                : executors.agent().serve(token, initial, now);
            if (served.failed()) {
                table.standingFailed(token, new PlanFailure(plan.id(), served.errno(), served.message()),
                    System.nanoTime());
            }
        }
    }

    /** Serves the connections that have a plan and no subflow but the first. */
    void rescan() {
        table.locked(() -> {
            for (MptcpConnection connection : table.connections()) {
                if (connection.isEstablished()) {
                    established(connection);
                }
            }
            return null;
        });
    }

    /** What the module says of single connections; on one thread. */
    void onEvent(ModuleEvent event) {
        if (event.kind() == ModuleEvent.Kind.REFUSED) {
            refused = event;
        } else if (event.kind() == ModuleEvent.Kind.HIT && event.opened() == 0) {
            boolean known = refused != null && refused.token() == event.token();
            if (known && refused.errno() == Errno.ENOTCONN) {
                // The connection is about to end: nothing is missing.
                return;
            }
            failed(event.token(), new PlanFailure(event.plan(), known ? refused.errno() : 0,
                known ? refused.message() : "no source port is free"));
        }
    }

    private void failed(int token, PlanFailure failure) {
        table.locked(() -> {
            MptcpConnection connection = table.connection(token);
            if (connection == null || !connection.isEstablished()) {
                early.put(token, failure);
                return null;
            }
            StandingPlan plan = lookup.find(connection);
            if (plan != null && plan.id() == failure.plan() && connection.subflowsAndPending() <= 1
                    && plan.isWanting(connection.initial().local().port())) {
                table.standingFailed(token, failure, System.nanoTime());
            }
            return null;
        });
    }
}
