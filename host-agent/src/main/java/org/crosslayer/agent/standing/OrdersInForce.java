// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosslayer.agent.plans.PlanCounters;
import org.crosslayer.agent.plans.StandingPlan;

/** The orders that count now, and which of them are refused, by whom and why. For one thread. */
final class OrdersInForce {
    private final PlanLimits limits;
    private final Executors executors;
    private final PlanLookup lookup;
    private final PoolSink pools;
    private final Map<Integer, Refusal> planRefusals = new HashMap<>();
    private Map<Integer, Refusal> poolRefusals = Map.of();
    private Orders orders = Orders.NONE;
    private volatile List<StandingPlan> plans = List.of();

    OrdersInForce(PlanLimits limits, Executors executors, PlanLookup lookup, PoolSink pools) {
        this.limits = limits;
        this.executors = executors;
        this.lookup = lookup;
        this.pools = pools;
    }

    /** What was ordered, whether it is refused or not. */
    Orders orders() {
        return orders;
    }

    /** Plans that are not refused; may be asked by any thread. */
    int planCount() {
        return plans.size();
    }

    /** Pools that are not refused. */
    int poolCount() {
        return orders.pools().size() - poolRefusals.size();
    }

    /** Puts orders in the place of those before. */
    void replace(Orders newOrders) {
        planRefusals.clear();
        List<StandingPlan> admitted = limits.admit(newOrders.plans(), planRefusals);
        onlyKept(admitted);
        install(newOrders, admitted);
        poolRefusals = pools.replaceAll(newOrders.pools(), newOrders.millisLeft(System.nanoTime()));
    }

    /** Hands the same plans to whoever carries them out now. */
    void installAgain() {
        planRefusals.clear();
        install(orders, limits.admit(orders.plans(), planRefusals));
    }

    /** Takes over what is in the kernel's table already; pools of the same orders stay. */
    void adopt(Orders found) {
        planRefusals.clear();
        executors.adopt(found);
        remember(found.generation() == orders.generation() ? found.with(found.plans(), orders.pools()) : found,
            found.plans());
    }

    private void install(Orders newOrders, List<StandingPlan> admitted) {
        planRefusals.putAll(executors.install(newOrders.with(admitted)));
        List<StandingPlan> taken = new ArrayList<>(admitted);
        taken.removeIf(plan -> planRefusals.containsKey(plan.id()));
        remember(newOrders, taken);
    }

    private void remember(Orders newOrders, List<StandingPlan> taken) {
        orders = newOrders;
        plans = taken;
        lookup.put(taken, newOrders.expiresNanos());
    }

    /** A plan that is being withdrawn must not be taken for one that serves. */
    private void onlyKept(List<StandingPlan> admitted) {
        Set<Integer> ids = new HashSet<>();
        admitted.forEach(plan -> ids.add(plan.id()));
        List<StandingPlan> kept = new ArrayList<>(plans);
        if (kept.removeIf(plan -> !ids.contains(plan.id()))) {
            lookup.put(kept, orders.expiresNanos());
        }
    }

    StandingStatus status(ExecutorKind executor, Map<Integer, PlanCounters> planCounters,
                          Map<Integer, PoolSink.Counters> poolCounters) {
        List<StandingStatus.PlanStatus> planStates = new ArrayList<>(orders.plans().size());
        for (StandingPlan plan : orders.plans()) {
            planStates.add(new StandingStatus.PlanStatus(plan, planRefusals.get(plan.id()),
                planCounters.getOrDefault(plan.id(), PlanCounters.ZERO)));
        }
        List<StandingStatus.PoolStatus> poolStates = new ArrayList<>(orders.pools().size());
        for (SourcePool pool : orders.pools()) {
            poolStates.add(new StandingStatus.PoolStatus(pool, poolRefusals.get(pool.id()),
                poolCounters.getOrDefault(pool.id(), PoolSink.Counters.ZERO)));
        }
        return new StandingStatus(orders.generation(), executor, orders.millisLeft(System.nanoTime()), planStates,
            poolStates);
    }
}
