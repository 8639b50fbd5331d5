// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosslayer.agent.plans.Prefix;
import org.crosslayer.agent.plans.StandingPlan;
import org.crosslayer.agent.subflows.OwnAddresses;

/**
 * The agent's own limits, which hold whoever carries a plan out: its own addresses, subflows of a connection, number of
 * plans.
 */
final class PlanLimits {
    private final int maxPlans;
    private final int maxSubflows;
    private final OwnAddresses ownAddresses;
    private final boolean restricted;

    /**
     * Limits.
     *
     * @param maxSubflows of a connection, the first one included
     * @param restricted whether some addresses of this host may not be used
     */
    PlanLimits(int maxPlans, int maxSubflows, OwnAddresses ownAddresses, boolean restricted) {
        this.maxPlans = maxPlans;
        this.maxSubflows = maxSubflows;
        this.ownAddresses = ownAddresses;
        this.restricted = restricted;
    }

    int maxPlans() {
        return maxPlans;
    }

    /** The plans as they may be carried out; those that may not are put into {@code refusals}. */
    List<StandingPlan> admit(List<StandingPlan> plans, Map<Integer, Refusal> refusals) {
        List<InetAddress> addresses = restricted ? ownAddresses.current() : List.of();
        List<StandingPlan> admitted = new ArrayList<>(plans.size());
        for (StandingPlan plan : plans) {
            if (admitted.size() == maxPlans) {
                refusals.put(plan.id(), Refusal.byAgent("more than max-standing-plans = " + maxPlans + " plans"));
            } else if (maxSubflows < 2) {
                refusals.put(plan.id(), Refusal.byAgent("max-subflows = " + maxSubflows
                    + " leaves no room beside the first subflow"));
            } else {
                admit(plan, addresses, admitted, refusals);
            }
        }
        return admitted;
    }

    private void admit(StandingPlan plan, List<InetAddress> addresses, List<StandingPlan> admitted,
                       Map<Integer, Refusal> refusals) {
        Optional<Prefix> local = plan.local();
        if (restricted) {
            List<InetAddress> usable = addresses.stream().filter(address ->
                Prefix.of(address).isIpv6() == plan.remote().isIpv6()
                    && (plan.local().isEmpty() || plan.local().get().contains(address))).toList();
            if (usable.size() != 1) {
                refusals.put(plan.id(), Refusal.byAgent("its local addresses ("
                    + local.map(Prefix::toString).orElse("any") + ") hold " + usable.size()
                    + " that this agent may use (see --address), expected exactly one"));
                return;
            }
            local = Optional.of(Prefix.of(usable.get(0)));
        }
        admitted.add(plan.within(local, Math.min(plan.maxSubflows(), maxSubflows - 1)));
    }
}
