// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.List;
import org.crosslayer.agent.plans.PlanCounters;
import org.crosslayer.agent.plans.StandingPlan;

/**
 * What is in force and what came of it.
 *
 * @param generation of the controller's orders; 0: there are none, the plans are of this host
 * @param millisLeft until they are void; 0: without an end
 */
public record StandingStatus(long generation, ExecutorKind executor, long millisLeft, List<PlanStatus> plans,
                             List<PoolStatus> pools) {
    /** A plan; {@code refusal} is null if it is in force. */
    public record PlanStatus(StandingPlan plan, Refusal refusal, PlanCounters counters) {
    }

    /** A pool; {@code refusal} is null if it is in force. */
    public record PoolStatus(SourcePool pool, Refusal refusal, PoolSink.Counters counters) {
    }
}
