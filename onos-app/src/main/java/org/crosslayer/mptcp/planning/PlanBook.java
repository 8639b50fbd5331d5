// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crosslayer.mptcp.PlannedSubflow;

/**
 * The plans of one agent that are not answered yet. Plans may be entered from any thread, so everything is done
 * under the book's own lock, which is never held while planning or sending.
 */
final class PlanBook {
    /** An agent answers every plan; one that does not for so many has lost them, and the oldest are given up. */
    private static final int MOST_PENDING = 100_000;

    private final Map<Long, PendingPlan> pending = new LinkedHashMap<>();
    /** Paths of the pending plans; planned subflows are compared by identity. */
    private final Set<PlannedSubflow> awaited = new HashSet<>();
    private String instance = "";

    /**
     * Notes which start of the agent is attached.
     *
     * @return plans that this same start has not answered; none, and all forgotten, if the agent has restarted
     */
    synchronized List<SentPlan> attached(String newInstance) {
        if (!instance.equals(newInstance)) {
            instance = newInstance;
            pending.clear();
            awaited.clear();
        }
        List<SentPlan> unanswered = new ArrayList<>(pending.size());
        pending.values().forEach(plan -> unanswered.add(plan.plan()));
        return unanswered;
    }

    synchronized void enter(SentPlan plan) {
        if (pending.size() >= MOST_PENDING) {
            drop(pending.values().iterator().next().plan());
        }
        pending.put(plan.commandId(), new PendingPlan(plan));
        awaited.addAll(plan.paths());
    }

    synchronized void drop(SentPlan plan) {
        pending.remove(plan.commandId());
        awaited.removeAll(plan.paths());
    }

    synchronized int unanswered() {
        return pending.size();
    }

    /** Whether a path is part of a plan whose answers are to come. */
    synchronized boolean awaits(PlannedSubflow path) {
        return awaited.contains(path);
    }

    /** The plan that an answer is to, if the answer is the first for its path; taken out with its last answer. */
    synchronized Optional<PendingPlan> answer(PathOutcome outcome) {
        PendingPlan plan = pending.get(outcome.commandId());
        if (plan == null || !plan.answer(outcome)) {
            return Optional.empty();
        }
        if (plan.complete()) {
            drop(plan.plan());
        }
        return Optional.of(plan);
    }
}
