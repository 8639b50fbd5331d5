// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.plan.ConnectionView;
import org.crosslayer.plan.PlannerPolicy;

/**
 * Connections as the planner sees them: as they will be when what is under way is done. Subflows that are asked for
 * count as there, those about to be closed do not.
 */
final class ConnectionViews {
    private final Demands demands;
    private final MoveBook moves;

    ConnectionViews(Demands demands, MoveBook moves) {
        this.demands = demands;
        this.moves = moves;
    }

    /**
     * A connection that its opener's agent has reported.
     *
     * @param policy   what is allowed for this connection
     * @param movable  whether its agent could carry out a change
     * @param occupied planned subflows that count as there although they may not be established
     * @param ports    enters which source ports can be used
     */
    ConnectionView opened(MptcpConnection connection, PlannerPolicy policy, boolean movable,
                          Collection<PlannedSubflow> occupied, UnaryOperator<ConnectionView.Builder> ports) {
        MoveInFlight move = moves.underWay(connection.key()).orElse(null);
        boolean still = move != null || moves.rests(connection.key());
        ConnectionView.Builder view = ports.apply(builder(connection, Flows.outbound(connection.initial()), policy)
            .movable(movable && !still));
        Set<FiveTuple> there = new HashSet<>();
        for (Subflow subflow : connection.subflows()) {
            FiveTuple flow = Flows.outbound(subflow.tuple());
            if (there.add(flow) && (move == null || !move.close().contains(flow))) {
                view.subflow(flow, subflow.backup() || move != null && flow.equals(move.demote()));
            }
        }
        for (PlannedSubflow planned : occupied) {
            if (connection.subflows().stream().noneMatch(subflow -> planned.matches(subflow.tuple()))) {
                FiveTuple flow = flow(planned);
                if (there.add(flow)) {
                    view.subflow(flow, planned.backup());
                }
            }
        }
        return view.build();
    }

    /** A connection that only the agent of the other host has reported: it is accounted, nobody can change it. */
    ConnectionView accepted(MptcpConnection connection, PlannerPolicy policy) {
        ConnectionView.Builder view = builder(connection, Flows.outbound(connection.initial()).reversed(), policy)
            .movable(false);
        for (Subflow subflow : connection.subflows()) {
            view.subflow(Flows.outbound(subflow.tuple()).reversed(), subflow.backup());
        }
        return view.build();
    }

    private ConnectionView.Builder builder(MptcpConnection connection, FiveTuple initial, PlannerPolicy policy) {
        Demand demand = demands.of(connection.key());
        return new ConnectionView.Builder(connection.key(), initial).policy(policy)
            .direction(policy.dataDirection().orElse(demand.direction())).demandBps(demand.bps());
    }

    /** Any candidate stands for a subflow that is asked for; the first one is the one that is tried first. */
    private static FiveTuple flow(PlannedSubflow planned) {
        int port = planned.sourcePort() == 0 ? planned.sourcePorts().get(0) : planned.sourcePort();
        return FiveTuple.tcp(Flows.address(planned.localAddress()), port,
            Flows.address(planned.remoteAddress()), planned.remotePort());
    }

    /** Whether two views are the same for the planner. */
    static boolean same(ConnectionView one, ConnectionView other) {
        if (one == null || !one.initial().equals(other.initial()) || one.direction() != other.direction()
                || one.demandBps() != other.demandBps() || one.movable() != other.movable()
                || !one.policy().equals(other.policy()) || one.subflows().size() != other.subflows().size()) {
            return false;
        }
        for (FiveTuple subflow : one.subflows()) {
            if (!other.subflows().contains(subflow) || one.backup(subflow) != other.backup(subflow)) {
                return false;
            }
        }
        return true;
    }
}
