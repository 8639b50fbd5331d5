// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentCapabilities;
import org.crosslayer.mptcp.AgentCapabilities.Ability;
import org.crosslayer.mptcp.AgentCapabilities.StandingExecutor;
import org.crosslayer.mptcp.standing.SentOrders;
import org.crosslayer.mptcp.standing.StandingStatus;
import org.crosslayer.standing.StandingPlan;

/** An agent that keeps the standing plans that it is sent. */
final class StandingAgent implements AgentChannel {
    private final FakeChannel who = new FakeChannel();
    private final List<SentOrders> orders = new ArrayList<>();
    private final List<Long> renewals = new ArrayList<>();
    private final List<SentPlan> plans = new ArrayList<>();

    StandingAgent(int mostPlans, int mostPools) {
        who.can(new AgentCapabilities(EnumSet.allOf(Ability.class), 16)
            .withStandingPlans(StandingExecutor.KERNEL, mostPlans, mostPools));
    }

    /** All orders that came. */
    List<SentOrders> orders() {
        return orders;
    }

    SentOrders last() {
        return orders.get(orders.size() - 1);
    }

    /** The only plan of the last orders. */
    StandingPlan only() {
        return last().plans().values().iterator().next();
    }

    int onlyId() {
        return last().plans().keySet().iterator().next();
    }

    /** Generations that were renewed. */
    List<Long> renewals() {
        return renewals;
    }

    /** Plans for single connections. */
    List<SentPlan> plans() {
        return plans;
    }

    /** A report that all plans are in force, with so many exhausted pools each. */
    StandingStatus report(long exhausted) {
        Map<Integer, StandingStatus.Entry> entries = new HashMap<>();
        last().plans().keySet().forEach(id -> entries.put(id, new StandingStatus.Entry(
            null, 1, 2, 0, 0, exhausted, 1)));
        return new StandingStatus(last().generation(), StandingExecutor.KERNEL, entries, Map.of());
    }

    StandingStatus refusal(String why) {
        return new StandingStatus(last().generation(), StandingExecutor.KERNEL,
            Map.of(onlyId(), new StandingStatus.Entry(why, 0, 0, 0, 0, 0, 0)), Map.of());
    }

    /** Source ports of a plan, all pools together. */
    static int[] ports(StandingPlan plan) {
        return plan.paths().stream().flatMapToInt(path -> path.ports().stream().mapToInt(Integer::intValue)).toArray();
    }

    static boolean has(StandingPlan plan, int port) {
        return IntStream.of(ports(plan)).anyMatch(own -> own == port);
    }

    @Override
    public Agent agent() {
        return who.agent();
    }

    @Override
    public String instance() {
        return who.instance();
    }

    @Override
    public void send(SentPlan plan) {
        plans.add(plan);
    }

    @Override
    public void send(List<SubflowCommand> commands) {
    }

    @Override
    public void send(SentOrders sent) {
        orders.add(sent);
    }

    @Override
    public void renew(long generation, int seconds) {
        renewals.add(generation);
    }
}
