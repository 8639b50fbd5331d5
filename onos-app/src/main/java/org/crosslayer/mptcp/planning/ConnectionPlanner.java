// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.TracedPath;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentCapabilities.Ability;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.plan.ConnectionView;
import org.crosslayer.plan.PlannedPath;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.SubflowPlan;
import org.crosslayer.plan.SubflowPlanner;

/**
 * Asks the planner about a connection as it was reported, within what its agent can do. Stateless.
 */
final class ConnectionPlanner {
    private final SubflowPlanner planner = new SubflowPlanner();

    /**
     * Decides what to ask for.
     *
     * @param fabric     the network
     * @param policy     what the operator allows
     * @param agent      who is to open the subflows
     * @param connection the connection
     * @param occupied   planned subflows that count as there although they are not established
     * @param taken      source ports that cannot be used
     */
    Proposal propose(Fabric fabric, PlannerPolicy policy, Agent agent, MptcpConnection connection,
                     Collection<PlannedSubflow> occupied, IntPredicate taken) {
        String obstacle = obstacle(agent, connection);
        if (obstacle != null) {
            return Proposal.nothing(obstacle);
        }
        List<FiveTuple> live = live(connection, occupied);
        int room = Math.min(policy.maxSubflows(), agent.capabilities().maxSubflows()) - live.size();
        if (room <= 0) {
            return Proposal.nothing("it has as many subflows as the policy or the agent allows");
        }
        FourTuple initial = connection.initial();
        SubflowPlan plan = planner.plan(fabric, policy,
            new ConnectionView(Flows.outbound(initial), live, connection.key().token().value(), taken));
        List<PlannedSubflow> paths = plan.paths().stream().limit(room)
            .map(path -> asked(initial, path)).collect(Collectors.toList());
        return new Proposal(paths, plan.modelled(), plan.reasons());
    }

    /** Why nothing can be asked for, or null. */
    private static String obstacle(Agent agent, MptcpConnection connection) {
        FourTuple initial = connection.initial();
        if (connection.serverSide()) {
            return "it was opened by the other host, whose agent opens its subflows";
        }
        if (!agent.capabilities().has(Ability.SUBFLOWS)) {
            return "agent " + agent.id() + " cannot open subflows";
        }
        if (initial.localAddress().isIp6() && !agent.capabilities().has(Ability.IPV6)) {
            return "agent " + agent.id() + " cannot open IPv6 subflows";
        }
        if (!agent.addresses().contains(initial.localAddress())) {
            return initial.localAddress() + " is none of the addresses that agent " + agent.id()
                + " opens subflows from";
        }
        if (connection.denyJoinInitial()) {
            return "the peer refuses further subflows to " + initial.remoteAddress();
        }
        return null;
    }

    private static List<FiveTuple> live(MptcpConnection connection, Collection<PlannedSubflow> occupied) {
        List<FiveTuple> live = new ArrayList<>();
        for (Subflow subflow : connection.subflows()) {
            live.add(Flows.outbound(subflow.tuple()));
        }
        for (PlannedSubflow planned : occupied) {
            boolean established = connection.subflows().stream().anyMatch(s -> planned.matches(s.tuple()));
            if (!established) {
                // Any candidate stands for the subflow: all of them lead to the same path.
                int port = planned.sourcePort() == 0 ? planned.sourcePorts().get(0) : planned.sourcePort();
                live.add(FiveTuple.tcp(Flows.address(planned.localAddress()), port,
                    Flows.address(planned.remoteAddress()), planned.remotePort()));
            }
        }
        return live;
    }

    private static PlannedSubflow asked(FourTuple initial, PlannedPath path) {
        return PlannedSubflow.asked(initial, path.candidatePorts(), label(path.forward()), label(path.reverse()),
            path.backup());
    }

    /** An incomplete trace says nothing of where a subflow goes. */
    private static String label(TracedPath path) {
        return path.complete() ? path.label() : "";
    }
}
