// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.List;
import org.crosslayer.agent.mptcp.ConnectionName;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.plans.StandingPath;
import org.crosslayer.agent.plans.StandingPlan;
import org.crosslayer.agent.subflows.OpenResult;
import org.crosslayer.agent.subflows.SubflowOpener;
import org.crosslayer.agent.subflows.SubflowRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work on one connection that has a standing plan, by the rules of the kernel module (connection.c there). */
final class PlanAttempt {
    /** Source ports that are tried for one path of one connection: the module's default. */
    static final int ATTEMPTS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(PlanAttempt.class);

    private final SubflowOpener opener;
    private final int token;
    private final FourTuple initial;
    private final StandingPlan plan;
    private final PlanState state;
    private final boolean[] settled;
    private int opened;
    private boolean ended;
    private int errno;
    private String message = "";

    PlanAttempt(SubflowOpener opener, int token, FourTuple initial, StandingPlan plan, PlanState state) {
        this.opener = opener;
        this.token = token;
        this.initial = initial;
        this.plan = plan;
        this.state = state;
        this.settled = new boolean[plan.paths().size()];
    }

    /** In rounds, one source port for each path: a path whose ports are busy does not hold up the others. */
    Served run() {
        leaveOutTaken();
        for (int round = 0; round <= ATTEMPTS && isWanting(); round++) {
            for (int path = 0; path < settled.length && opened < plan.maxSubflows() && !ended; path++) {
                if (!settled[path]) {
                    attempt(path, round);
                }
            }
        }
        if (ended) {
            state.ended++;
        }
        return new Served(opened, plan.isWanting(initial.local().port()), ended, errno,
            message.isEmpty() ? "no source port is free" : message);
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
                return opened < plan.maxSubflows() && !ended;
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
        } else if (hasEnded(result)) {
            ended = true;
        } else {
            settled[position] = true;
            state.refused(result.errno());
            errno = result.errno();
            message = result.message();
            LOG.debug("{}: no subflow of standing plan {} from source port {}: {}", ConnectionName.of(token),
                Integer.toUnsignedString(plan.id()), port, result.message());
        }
    }

    /** An established connection that the kernel does not know any more, or that is being closed (ENOTCONN). */
    private boolean hasEnded(OpenResult result) {
        return result.status() == OpenResult.Status.UNKNOWN_CONNECTION
            || result.status() == OpenResult.Status.NOT_ESTABLISHED;
    }

    /** With SO_REUSEADDR only the connect() finds out that a source port is taken, and has another errno for it. */
    private boolean isBusy(OpenResult result) {
        return result.status() == OpenResult.Status.PORTS_IN_USE || result.errno() == Errno.EADDRNOTAVAIL;
    }
}
