// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.Map;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.plans.PlanCounters;

/** Carries out standing plans. Used by one thread, that of {@link StandingPlans}. */
interface PlanExecutor {
    ExecutorKind kind();

    /**
     * Puts orders in force instead of those before, all at once; plans that stay keep their counters and go on in their
     * pools.
     *
     * @return refusals by id of the plan; the others are in force
     * @throws NetlinkException nothing has changed
     */
    Map<Integer, Refusal> install(Orders orders) throws NetlinkException;

    /** Counters of the plans in force, by id. */
    Map<Integer, PlanCounters> counters() throws NetlinkException;
}
