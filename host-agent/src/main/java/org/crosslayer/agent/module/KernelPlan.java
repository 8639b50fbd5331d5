// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.module;

import org.crosslayer.agent.plans.PlanCounters;
import org.crosslayer.agent.plans.StandingPlan;

/**
 * A plan of the kernel's table.
 *
 * @param millisLeft until it expires, 0: never
 * @param cookie of whoever put it there; the agent puts the generation of a controller's orders
 * @param tableGeneration counts the changes of the table, at the time of the listing
 */
public record KernelPlan(StandingPlan plan, long millisLeft, long cookie, PlanCounters counters,
                         int tableGeneration) {
}
