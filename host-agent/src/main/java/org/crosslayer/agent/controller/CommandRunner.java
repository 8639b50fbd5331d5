// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.mptcp.Addresses;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.agent.subflows.OpenResult;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.subflows.RateLimit;
import org.crosslayer.agent.subflows.SubflowOpener;
import org.crosslayer.agent.subflows.SubflowRequest;
import org.crosslayer.control.v1.Command;
import org.crosslayer.control.v1.OpenSubflow;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.PlannedPath;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SubflowPlan;

/**
 * Carries out what a controller asks for, within the agent's own limits, on the thread that received it. What asks
 * for a connection that is still being established waits for that; what was carried out before is answered from
 * memory. Used by one thread.
 */
final class CommandRunner {
    private final ConnectionTable table;
    private final SubflowOpener opener;
    private final OwnAddresses ownAddresses;
    private final RateLimit rate;
    /** Of commands that open nothing: as many again. */
    private final RateLimit otherRate;
    private final AddressCommands addressCommands;
    private final PlanLog planLog;
    private final LinkCounters counters;
    private final OutcomeMemory memory = new OutcomeMemory();

    CommandRunner(ConnectionTable table, SubflowOpener opener, OwnAddresses ownAddresses, RateLimit rate,
                  AddressCommands addressCommands, PlanLog planLog) {
        this.table = table;
        this.opener = opener;
        this.ownAddresses = ownAddresses;
        this.rate = rate;
        this.otherRate = new RateLimit(rate.perSecond(), System.nanoTime());
        this.addressCommands = addressCommands;
        this.planLog = planLog;
        this.counters = new LinkCounters(opener.counters());
    }

    LinkCounters counters() {
        return counters;
    }

    /** Answers every path, now or when the connection is established. */
    void run(SubflowPlan plan, Answers answers) {
        if (answeredBefore(plan.getCommandId(), answers)
            || waits(plan.getToken(), () -> run(plan, answers), answers)) {
            return;
        }
        List<Outcome> outcomes = new ArrayList<>(plan.getPathsCount());
        for (int i = 0; i < plan.getPathsCount(); i++) {
            PlannedPath path = plan.getPaths(i);
            OpenResult result = open(new SubflowRequest(plan.getToken(), Wire.address(path.getLocalAddress()),
                new SocketEndpoint(Wire.address(path.getRemoteAddress()), path.getRemotePort()), path.getRemoteId(),
                path.getCandidateSourcePortsList(), path.getBackup()));
            outcomes.add(Outcomes.of(plan.getCommandId(), result, answers.sinceEstablished(result, plan.getToken()))
                .setPathIndex(i).build());
        }
        memory.put(plan.getCommandId(), outcomes);
        answers.send(outcomes);
        counters.plan(outcomes);
        planLog.write(plan, outcomes);
    }

    /** Answers one command, now or when the connection is established. */
    void run(Command command, Answers answers) {
        if (answeredBefore(command.getCommandId(), answers)
            || waits(command.getToken(), () -> run(command, answers), answers)) {
            return;
        }
        Outcome outcome;
        if (command.hasOpen()) {
            OpenSubflow open = command.getOpen();
            OpenResult result = open(new SubflowRequest(command.getToken(), Wire.address(open.getLocalAddress()),
                new SocketEndpoint(Wire.address(open.getRemoteAddress()), open.getRemotePort()), open.getRemoteId(),
                List.of(open.getSourcePort()), open.getBackup()));
            outcome = Outcomes.of(command.getCommandId(), result, 0).build();
        } else if (otherRate.take(System.nanoTime())) {
            outcome = addressCommands.run(command);
        } else {
            outcome = Outcomes.of(command.getCommandId(), Result.RESULT_REFUSED_BY_AGENT, 0, "more than "
                + otherRate.perSecond() + " commands in a second").build();
        }
        memory.put(command.getCommandId(), List.of(outcome));
        answers.send(List.of(outcome));
    }

    private boolean answeredBefore(long commandId, Answers answers) {
        List<Outcome> before = memory.get(commandId);
        if (before != null) {
            answers.send(before);
        }
        return before != null;
    }

    private boolean waits(int token, Runnable again, Answers answers) {
        return table.onceEstablished(token, () -> answers.executor().execute(again));
    }

    private OpenResult open(SubflowRequest request) {
        InetAddress local = request.local();
        if (!ownAddresses.contains(local)) {
            return OpenResult.refused(Addresses.text(local) + " is not an address that this agent may use"
                + " (see --address)");
        }
        if (!rate.take(System.nanoTime())) {
            return OpenResult.refused("more than " + rate.perSecond() + " subflows in a second");
        }
        return opener.open(request);
    }
}
