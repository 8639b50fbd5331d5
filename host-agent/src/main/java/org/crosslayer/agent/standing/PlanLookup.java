// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.List;
import org.crosslayer.agent.connections.MptcpConnection;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.plans.PlanTable;
import org.crosslayer.agent.plans.StandingPlan;

/** Which plan is a connection's, as of now. Written by the thread of {@link StandingPlans}, asked from any. */
final class PlanLookup {
    private record Table(PlanTable plans, long expiresNanos) {
        private StandingPlan find(FourTuple initial) {
            if (plans == PlanTable.EMPTY || expiresNanos != Orders.NEVER && System.nanoTime() - expiresNanos >= 0) {
                return null;
            }
            return plans.find(initial.local().address(), initial.remote().address(), initial.remote().port());
        }
    }

    private volatile Table table = new Table(PlanTable.EMPTY, Orders.NEVER);

    void put(List<StandingPlan> plans, long expiresNanos) {
        table = new Table(PlanTable.of(plans), expiresNanos);
    }

    /** The plan of a connection; null if it has none. */
    StandingPlan find(MptcpConnection connection) {
        return connection.serverSide() || connection.denyJoinInitial() ? null : table.find(connection.initial());
    }
}
