// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.HashMap;
import java.util.Map;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.plans.PlanCounters;
import org.crosslayer.agent.plans.StandingPlan;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.subflows.SubflowOpener;

/** Carries out standing plans in this process. */
final class AgentExecutor implements PlanExecutor {
    /** Address ids from here on are the module's. */
    private static final int FIRST_OF_MODULE = 192;

    private final PathManager pathManager;
    private final SubflowOpener opener;
    private final OwnAddresses ownAddresses;
    private Map<Integer, PlanState> states = Map.of();

    /**
     * Has no plans yet.
     *
     * @param opener by the same path manager
     */
    AgentExecutor(PathManager pathManager, SubflowOpener opener, OwnAddresses ownAddresses) {
        this.pathManager = pathManager;
        this.opener = opener;
        this.ownAddresses = ownAddresses;
    }

    @Override
    public ExecutorKind kind() {
        return ExecutorKind.AGENT;
    }

    @Override
    public Map<Integer, Refusal> install(Orders orders) {
        Map<Integer, PlanState> next = new HashMap<>();
        for (StandingPlan plan : orders.plans()) {
            PlanState before = states.get(plan.id());
            next.put(plan.id(), before == null ? new PlanState() : before);
        }
        states = next;
        return Map.of();
    }

    @Override
    public Map<Integer, PlanCounters> counters() {
        Map<Integer, PlanCounters> counters = new HashMap<>();
        states.forEach((id, state) -> counters.put(id, state.counters()));
        return counters;
    }

    /** Acts on a connection that has been established and of which no subflow but the first is known. */
    Served serve(int token, FourTuple initial, StandingPlan plan) {
        PlanState state = states.get(plan.id());
        if (state == null) {
            return Served.withdrawn();
        }
        if (!ownAddresses.contains(initial.local().address())) {
            return new Served(0, plan.isWanting(initial.local().port()), false, 0,
                "the connection's own address is none that this agent may use (see --address)");
        }
        state.hits++;
        return new PlanAttempt(opener, token, initial, plan, state).run();
    }

    /**
     * Whether the module has acted on a connection, though its subflows may not be up yet. Kernels before 6.9 do not
     * tell.
     */
    boolean isServedByModule(int token) {
        try {
            return pathManager.addresses(token).stream().anyMatch(address -> address.id() >= FIRST_OF_MODULE);
        } catch (NetlinkException e) {
            return false;
        }
    }
}
