// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crosslayer.agent.mptcp.ConnectionToken;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.plans.PlanCounters;
import org.crosslayer.agent.plans.StandingPath;
import org.crosslayer.agent.plans.StandingPlan;
import org.crosslayer.agent.subflows.OpenResult;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.subflows.SubflowOpener;
import org.crosslayer.agent.subflows.SubflowRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out standing plans in this process, by the rules of the kernel module (connection.c there). */
final class AgentExecutor implements PlanExecutor {
    /** Source ports that are tried for one path of one connection: the module's default. */
    static final int ATTEMPTS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(AgentExecutor.class);

    /** What outlives the replacement of a plan: counters, and how far each pool was used. */
    private static final class State {
        private final int[] cursors = new int[StandingPlan.MAX_PATHS];
        private long hits;
        private long opened;
        private long refused;
        private long busyPorts;
        private long exhausted;
        private long taken;

        private PlanCounters counters() {
            return new PlanCounters(hits, opened, refused, busyPorts, exhausted, taken);
        }

        private int next(StandingPath path, int position) {
            return path.port(Integer.remainderUnsigned(cursors[position]++, path.size()));
        }
    }

    private final SubflowOpener opener;
    private final OwnAddresses ownAddresses;
    private Map<Integer, State> states = Map.of();

    AgentExecutor(SubflowOpener opener, OwnAddresses ownAddresses) {
        this.opener = opener;
        this.ownAddresses = ownAddresses;
    }

    @Override
    public ExecutorKind kind() {
        return ExecutorKind.AGENT;
    }

    @Override
    public Map<Integer, Refusal> install(Orders orders) {
        Map<Integer, State> next = new HashMap<>();
        for (StandingPlan plan : orders.plans()) {
            State before = states.get(plan.id());
            next.put(plan.id(), before == null ? new State() : before);
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

    @Override
    public void serve(int token, FourTuple initial, StandingPlan plan) {
        State state = states.get(plan.id());
        if (state == null || !ownAddresses.contains(initial.local().address())) {
            return;
        }
        state.hits++;
        new Attempt(token, initial, plan, state).run();
    }

    /** The work on one connection. */
    private final class Attempt {
        private final int token;
        private final FourTuple initial;
        private final StandingPlan plan;
        private final State state;
        private final boolean[] settled;
        private int opened;

        Attempt(int token, FourTuple initial, StandingPlan plan, State state) {
            this.token = token;
            this.initial = initial;
            this.plan = plan;
            this.state = state;
            this.settled = new boolean[plan.paths().size()];
        }

        /** In rounds, one source port for each path: a path whose ports are busy does not hold up the others. */
        void run() {
            leaveOutTaken();
            for (int round = 0; round <= ATTEMPTS && isWanting(); round++) {
                for (int path = 0; path < settled.length && opened < plan.maxSubflows(); path++) {
                    if (!settled[path]) {
                        attempt(path, round);
                    }
                }
            }
        }

        private void leaveOutTaken() {
            for (int path = 0; path < settled.length; path++) {
                if (plan.isOnPath(path, initial.local().port())) {
                    settled[path] = true;
                    state.taken++;
                    return;
                }
            }
        }

        private boolean isWanting() {
            for (boolean done : settled) {
                if (!done) {
                    return opened < plan.maxSubflows();
                }
            }
            return false;
        }

        private void attempt(int position, int round) {
            StandingPath path = plan.paths().get(position);
            if (round >= Math.min(path.size(), ATTEMPTS)) {
                settled[position] = true;
                state.exhausted++;
                return;
            }
            int port = state.next(path, position);
            OpenResult result = opener.open(new SubflowRequest(token, initial.local().address(), initial.remote(), 0,
                List.of(port), path.backup()));
            if (result.isDone()) {
                settled[position] = true;
                opened++;
                state.opened++;
            } else if (isBusy(result)) {
                state.busyPorts++;
            } else {
                settled[position] = true;
                state.refused++;
                LOG.debug("standing plan {}: no subflow from source port {} for connection {}: {}",
                    Integer.toUnsignedString(plan.id()), port, ConnectionToken.format(token), result.message());
            }
        }

        /** With SO_REUSEADDR only the connect() finds out that a source port is taken, and has another errno for it. */
        private boolean isBusy(OpenResult result) {
            return result.status() == OpenResult.Status.PORTS_IN_USE || result.errno() == Errno.EADDRNOTAVAIL;
        }
    }
}
