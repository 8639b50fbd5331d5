// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crosslayer.control.v1.ErrnoCount;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SourcePortPoolState;
import org.crosslayer.control.v1.StandingPlanFailed;
import org.crosslayer.control.v1.StandingPlanState;
import org.crosslayer.control.v1.StandingReport;

/** Rules for what an agent tells of the standing orders that it holds. */
final class StandingReportRules {
    private StandingReportRules() {
    }

    static void check(StandingReport report, FieldPath path) throws InvalidMessageException {
        FieldRules.count(report.getPlansCount(), 0, Limits.STANDING_PLANS, path.field("plans"));
        Set<Integer> plans = new HashSet<>();
        for (int i = 0; i < report.getPlansCount(); i++) {
            StandingPlanState state = report.getPlans(i);
            state(state.getId(), state.getResult(), state.getError(), state.getMessage(), plans,
                path.element("plans", i));
            refusals(state.getRefusalsList(), path.element("plans", i));
        }
        FieldRules.count(report.getPoolsCount(), 0, Limits.STANDING_PLANS, path.field("pools"));
        Set<Integer> pools = new HashSet<>();
        for (int i = 0; i < report.getPoolsCount(); i++) {
            SourcePortPoolState state = report.getPools(i);
            state(state.getId(), state.getResult(), state.getError(), state.getMessage(), pools,
                path.element("pools", i));
        }
    }

    static void failed(StandingPlanFailed failed, FieldPath path) throws InvalidMessageException {
        FieldRules.nonZero(failed.getPlan(), path.field("plan"));
        FieldRules.errno(failed.getError(), path.field("error"));
        FieldRules.text(failed.getMessage(), Limits.OUTCOME_MESSAGE_CHARACTERS, path.field("message"));
    }

    private static void refusals(List<ErrnoCount> refusals, FieldPath path) throws InvalidMessageException {
        FieldRules.count(refusals.size(), 0, Limits.STANDING_ERRNOS, path.field("refusals"));
        Set<Integer> errnos = new HashSet<>();
        for (int i = 0; i < refusals.size(); i++) {
            FieldPath error = path.element("refusals", i).field("error");
            FieldRules.errno(refusals.get(i).getError(), error);
            if (!errnos.add(refusals.get(i).getError())) {
                throw error.bad("is " + refusals.get(i).getError() + " a second time");
            }
        }
    }

    private static void state(int id, Result result, int error, String message, Set<Integer> ids, FieldPath path)
        throws InvalidMessageException {
        FieldRules.nonZero(id, path.field("id"));
        if (!ids.add(id)) {
            throw path.field("id").bad("is " + Integer.toUnsignedString(id) + " a second time");
        }
        if (result == Result.RESULT_UNSPECIFIED) {
            throw path.field("result").bad("is unspecified");
        }
        FieldRules.errno(error, path.field("error"));
        FieldRules.text(message, Limits.OUTCOME_MESSAGE_CHARACTERS, path.field("message"));
    }
}
