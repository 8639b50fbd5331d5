// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.TracedPath;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentCapabilities.Ability;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.crosslayer.mptcp.standing.StandingEngine;
import org.crosslayer.plan.BackupPaths;
import org.crosslayer.plan.ConnectionView;
import org.crosslayer.plan.PlannedPath;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.PolicyMode;
import org.crosslayer.plan.SubflowPlan;

/**
 * Asks the planner about a connection as it was reported, within what its agent can do. Has no state of its own.
 */
final class ConnectionPlanner {
    private final FabricService fabricService;
    private final ConnectionRegistry registry;
    private final ConnectionViews views;
    private final StandingEngine standing;

    ConnectionPlanner(FabricService fabricService, ConnectionRegistry registry, ConnectionViews views,
                      StandingEngine standing) {
        this.standing = standing;
        this.fabricService = fabricService;
        this.registry = registry;
        this.views = views;
    }

    /**
     * Decides what to ask for, and accounts it.
     *
     * @param ledger     load of all connections
     * @param agent      who is to open the subflows
     * @param connection the connection
     * @param occupied   planned subflows that count as there although they are not established
     * @param retry      why it is planned
     */
    Proposal propose(Ledger ledger, Agent agent, MptcpConnection connection, Collection<PlannedSubflow> occupied,
                     Retry retry) {
        PlannerPolicy policy = policy(agent, connection);
        String obstacle = obstacle(agent, connection, policy);
        if (obstacle != null) {
            return Proposal.nothing(obstacle);
        }
        ConnectionView view = views.opened(connection, sparing(policy, connection), true, occupied,
            ports(connection, retry));
        int room = policy.maxSubflows() - view.subflows().size();
        if (room <= 0) {
            return Proposal.nothing("it has as many subflows as the policy or the agent allows");
        }
        Fabric fabric = fabricService.fabric();
        SubflowPlan plan = new BackupPaths(fabric, policy, view).added(ledger.plan(connection, view, fabric));
        List<PlannedSubflow> paths = plan.paths().stream().limit(room)
            .map(path -> asked(connection.initial(), path)).collect(Collectors.toList());
        Proposal proposal = new Proposal(retry.chosen(paths), plan.modelled(), plan.reasons());
        return policy.mode() == PolicyMode.DRY_RUN ? proposal.rehearsed(occasion(agent, connection)) : proposal;
    }

    /** Why a plan is not carried out. */
    private String occasion(Agent agent, MptcpConnection connection) {
        PlannerPolicy policy = policy(connection);
        return policy.mode() == PolicyMode.DRY_RUN ? "dry run"
            : "dry run, as the roll-out to " + policy.rollOutPercent() + " % of the hosts leaves out " + agent.id();
    }

    /** What a connection would get that is not there. Decided like one that is reported, and not accounted. */
    WhatIf rehearse(Ledger ledger, Agent agent, FourTuple initial) {
        AgentId id = agent == null ? AgentId.agentId("nobody") : agent.id();
        // No connection has token 0: the kernel does not give it away.
        MptcpConnection connection = MptcpConnection.builder(
            ConnectionKey.connectionKey(id, ConnectionToken.token(0)), initial)
            .with(Subflow.subflow(initial, 0, 0, false)).build();
        PlannerPolicy policy = policy(agent, connection);
        String obstacle = agent == null ? "no agent that is attached to this node speaks for " + initial.localAddress()
            : policy.mode() == PolicyMode.DRY_RUN ? occasion(agent, connection) : obstacle(agent, connection, policy);
        ConnectionView view = view(agent, connection);
        return ledger.consult((placement, fabric) -> {
            SubflowPlan plan = new BackupPaths(fabric, policy, view).added(placement.arrive(view));
            try {
                return new WhatIf(policy, plan, initial, placement.explain(view.key()), fabric,
                    obstacle);
            } finally {
                placement.depart(view.key());
            }
        });
    }

    /** The planner's view of an accounted connection; its agent may be detached (null). */
    ConnectionView view(Agent agent, MptcpConnection connection) {
        if (connection.serverSide()) {
            FourTuple initial = connection.initial();
            return views.accepted(connection, fabricService.policy().forConnection(
                Flows.address(initial.remoteAddress()), Flows.address(initial.localAddress()), initial.localPort()));
        }
        PlannerPolicy policy = policy(agent, connection);
        boolean movable = agent != null && changeable(agent, connection);
        return views.opened(connection, sparing(policy, connection), movable, Retry.NONE.occupied(connection),
            ports(connection, Retry.NONE));
    }

    /** Most subflows that a connection may have; no limit if nobody could change it. */
    int mostSubflows(Agent agent, MptcpConnection connection) {
        return changeable(agent, connection) ? policy(agent, connection).maxSubflows() : Integer.MAX_VALUE;
    }

    /** Whether anybody could and may change its subflows. */
    boolean changeable(Agent agent, MptcpConnection connection) {
        PlannerPolicy policy = policy(agent, connection);
        return policy.mode() == PolicyMode.APPLY && obstacle(agent, connection, policy) == null;
    }

    private PlannerPolicy policy(Agent agent, MptcpConnection connection) {
        PlannerPolicy policy = policy(connection);
        return agent == null ? policy : policy.rolledOutTo(agent.id().toString())
            .within(agent.capabilities().maxSubflows(), agent.capabilities().has(Ability.SET_BACKUP));
    }

    /** What is allowed for subflows that carry data. */
    private static PlannerPolicy sparing(PlannerPolicy policy, MptcpConnection connection) {
        return policy.backupSubflows() == 0 ? policy : policy.sparingBackups(
            (int) connection.subflows().stream().filter(Subflow::backup).count());
    }

    private PlannerPolicy policy(MptcpConnection connection) {
        FourTuple initial = connection.initial();
        return fabricService.policy().forConnection(Flows.address(initial.localAddress()),
            Flows.address(initial.remoteAddress()), initial.remotePort());
    }

    /** Ports that the kernel would refuse or standing plans have for themselves, and those that might be refused. */
    private UnaryOperator<ConnectionView.Builder> ports(MptcpConnection connection, Retry retry) {
        AgentId agent = connection.key().agent();
        IntPredicate inUse = registry.sourcePortsInUse(agent);
        IntPredicate recent = registry.sourcePortsRecentlyUsed(agent);
        return view -> view.sourcePortTaken(port -> inUse.test(port) || retry.refused(port)
            || standing.leased(agent, port)).sourcePortSpared(recent);
    }

    /** Why nothing can be asked for, or null. */
    private static String obstacle(Agent agent, MptcpConnection connection, PlannerPolicy policy) {
        FourTuple initial = connection.initial();
        if (connection.serverSide()) {
            return "it was opened by the other host, whose agent opens its subflows";
        }
        if (policy.mode() == PolicyMode.OFF) {
            return "the policy's mode for it is off";
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

    /** A path of the planner as it is asked for. */
    static PlannedSubflow asked(FourTuple initial, PlannedPath path) {
        return PlannedSubflow.asked(initial, path.candidatePorts(), label(path.forward()), label(path.reverse()),
            path.backup());
    }

    /** An incomplete trace says nothing of where a subflow goes. */
    private static String label(TracedPath path) {
        return path.complete() ? path.label() : "";
    }
}
