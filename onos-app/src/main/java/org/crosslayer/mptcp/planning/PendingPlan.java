// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.crosslayer.mptcp.PlannedSubflow;

/** A plan that is not answered in full. Used under the lock of its {@link PlanBook} only. */
final class PendingPlan {
    private final SentPlan plan;
    private final BitSet answered = new BitSet();
    private final List<PlannedSubflow> inUse = new ArrayList<>();

    PendingPlan(SentPlan plan) {
        this.plan = plan;
    }

    SentPlan plan() {
        return plan;
    }

    /** Takes an answer; false if there is no such path or it was answered before. */
    boolean answer(PathOutcome outcome) {
        int index = outcome.pathIndex();
        if (index < 0 || index >= plan.paths().size() || answered.get(index)) {
            return false;
        }
        answered.set(index);
        if (outcome.result() == PathOutcome.Result.PORTS_IN_USE) {
            inUse.add(plan.paths().get(index));
        }
        return true;
    }

    boolean complete() {
        return answered.cardinality() == plan.paths().size();
    }

    /** Paths that could not be opened because all their candidates were in use. */
    List<PlannedSubflow> inUse() {
        return inUse;
    }
}
