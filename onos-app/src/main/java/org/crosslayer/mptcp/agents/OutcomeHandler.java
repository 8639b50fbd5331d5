// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.OutcomeBatch;
import org.crosslayer.mptcp.planning.PathOutcome;
import org.crosslayer.mptcp.planning.PathOutcome.Result;
import org.crosslayer.mptcp.planning.PlanningService;

/** Takes what became of plans and commands to the planning. */
final class OutcomeHandler {
    private final PlanningService planning;

    OutcomeHandler(PlanningService planning) {
        this.planning = planning;
    }

    void handle(AgentSession session, OutcomeBatch batch) {
        List<PathOutcome> outcomes = new ArrayList<>(batch.getOutcomesCount());
        for (Outcome wire : batch.getOutcomesList()) {
            outcomes.add(new PathOutcome(wire.getCommandId(), wire.hasPathIndex() ? wire.getPathIndex()
                : PathOutcome.NO_PATH, result(wire), wire.getSourcePort(), detail(wire)));
        }
        planning.outcomes(session, outcomes);
    }

    private static Result result(Outcome wire) {
        switch (wire.getResult()) {
            case RESULT_DONE:
            case RESULT_ALREADY:
                return Result.OPENED;
            case RESULT_PORTS_IN_USE:
                return Result.PORTS_IN_USE;
            case RESULT_UNKNOWN_CONNECTION:
                return Result.CONNECTION_GONE;
            default:
                return Result.REFUSED;
        }
    }

    private static String detail(Outcome wire) {
        switch (wire.getResult()) {
            case RESULT_PORTS_IN_USE:
                return "all " + wire.getCandidatesInUse() + " candidate source ports were in use";
            case RESULT_UNKNOWN_CONNECTION:
                return "the connection was gone";
            case RESULT_REFUSED_BY_KERNEL:
                return "kernel: errno " + wire.getError() + " " + wire.getMessage();
            case RESULT_REFUSED_BY_AGENT:
                return "agent: " + wire.getMessage();
            default:
                return wire.getMessage();
        }
    }
}
