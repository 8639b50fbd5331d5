// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

import java.util.HashSet;
import java.util.Set;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SourcePortPoolState;
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
        }
        FieldRules.count(report.getPoolsCount(), 0, Limits.STANDING_PLANS, path.field("pools"));
        Set<Integer> pools = new HashSet<>();
        for (int i = 0; i < report.getPoolsCount(); i++) {
            SourcePortPoolState state = report.getPools(i);
            state(state.getId(), state.getResult(), state.getError(), state.getMessage(), pools,
                path.element("pools", i));
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
