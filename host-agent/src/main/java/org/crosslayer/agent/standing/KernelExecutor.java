// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.crosslayer.agent.module.CrosslayerModule;
import org.crosslayer.agent.module.KernelPlan;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.plans.PlanCounters;
import org.crosslayer.agent.plans.StandingPlan;

/** Has the kernel module carry out standing plans. The generation of the orders is the cookie of their plans. */
final class KernelExecutor implements PlanExecutor, AutoCloseable {
    private final CrosslayerModule module;
    /** The table as this object left or last saw it: by the cookies, since plans that stay the same change nothing. */
    private Map<Integer, Long> known = Map.of();

    KernelExecutor(CrosslayerModule module) {
        this.module = module;
    }

    @Override
    public ExecutorKind kind() {
        return ExecutorKind.KERNEL;
    }

    @Override
    public Map<Integer, Refusal> install(Orders orders) throws NetlinkException {
        Map<Integer, Refusal> refusals = new HashMap<>();
        List<StandingPlan> plans = new ArrayList<>(orders.plans());
        plans.removeIf(plan -> {
            if (!CrosslayerModule.fits(plan)) {
                refusals.put(plan.id(), new Refusal(true, Errno.E2BIG, "its source ports and its table take "
                    + plan.arrayBytes() + " bytes, the kernel module has room for 60000"));
            }
            return refusals.containsKey(plan.id());
        });
        Set<Integer> withdrawn = new HashSet<>(cookies(module.plans()).keySet());
        plans.forEach(plan -> withdrawn.remove(plan.id()));
        module.replace(plans, orders.millisLeft(System.nanoTime()), orders.generation(), withdrawn);
        Map<Integer, Long> now = new HashMap<>();
        plans.forEach(plan -> now.put(plan.id(), orders.generation()));
        known = now;
        return refusals;
    }

    private static Map<Integer, Long> cookies(List<KernelPlan> plans) {
        Map<Integer, Long> cookies = new HashMap<>();
        plans.forEach(plan -> cookies.put(plan.plan().id(), plan.cookie()));
        return cookies;
    }

    /** Takes all plans out of the kernel, so that nobody acts twice. */
    void clear() throws NetlinkException {
        module.flush();
        known = Map.of();
    }

    @Override
    public Map<Integer, PlanCounters> counters() throws NetlinkException {
        Map<Integer, PlanCounters> counters = new HashMap<>();
        module.plans().forEach(plan -> counters.put(plan.plan().id(), plan.counters()));
        return counters;
    }

    /** What is in the table, if others have changed it, or before {@link #install}; else null. */
    Orders changed() throws NetlinkException {
        List<KernelPlan> plans = module.plans();
        Map<Integer, Long> cookies = cookies(plans);
        if (cookies.equals(known)) {
            return null;
        }
        known = cookies;
        long generation = 0;
        long millis = 0;
        boolean endless = false;
        List<StandingPlan> there = new ArrayList<>(plans.size());
        for (KernelPlan plan : plans) {
            there.add(plan.plan());
            generation = Long.compareUnsigned(plan.cookie(), generation) > 0 ? plan.cookie() : generation;
            endless |= plan.millisLeft() == 0;
            millis = Math.max(millis, plan.millisLeft());
        }
        return plans.isEmpty() ? Orders.NONE : new Orders(generation, endless ? Orders.NEVER
            : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), there, List.of());
    }

    /** Has connections served that were established while nobody acted. */
    void rescan() throws NetlinkException {
        module.rescan();
    }

    @Override
    public void close() {
        module.close();
    }
}
