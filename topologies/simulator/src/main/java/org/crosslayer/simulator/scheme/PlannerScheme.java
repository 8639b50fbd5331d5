// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.scheme;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.plan.ConnectionView;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.Move;
import org.crosslayer.plan.Placement;
import org.crosslayer.plan.PlannedPath;
import org.crosslayer.plan.PlannerPolicy;

/**
 * The planner of the ONOS application, and hosts that obey it at once: the only place where the simulator meets it.
 */
final class PlannerScheme implements Scheme {

    private final Hosts hosts;
    private final boolean repairing;
    private final Placement placement;
    private final Map<Integer, Connection> connections = new HashMap<>();
    private long plans;
    private long planNanos;
    private long moves;
    private long repairNanos;

    PlannerScheme(Hosts hosts, PlannerPolicy policy, boolean repairing) {
        this.hosts = hosts;
        this.repairing = repairing;
        this.placement = new Placement(policy, hosts.fabric());
    }

    @Override
    public void open(Connection connection) {
        connections.put(connection.id(), connection);
        ConnectionView view = view(connection);
        long started = System.nanoTime();
        List<PlannedPath> paths = placement.arrive(view).paths();
        planNanos += System.nanoTime() - started;
        plans++;
        paths.forEach(path -> open(connection, path));
        if (!paths.isEmpty()) {
            placement.update(view(connection));
        }
    }

    @Override
    public void close(Connection connection) {
        connections.remove(connection.id());
        placement.depart(connection.id());
    }

    @Override
    public void change(Fabric next) {
        placement.adopt(next);
    }

    @Override
    public int improve(int most) {
        if (!repairing) {
            return 0;
        }
        long started = System.nanoTime();
        List<Move> found = placement.repair(most);
        repairNanos += System.nanoTime() - started;
        moves += found.size();
        found.forEach(this::carryOut);
        return found.size();
    }

    @Override
    public Effort effort() {
        return new Effort(plans, planNanos, moves, repairNanos);
    }

    private void carryOut(Move move) {
        Connection connection = connections.get((Integer) move.key());
        move.open().ifPresent(path -> open(connection, path));
        move.close().ifPresent(flow -> hosts.close(connection, live(connection, flow)));
        move.demote().ifPresent(flow -> live(connection, flow).demote());
        placement.update(view(connection));
    }

    private void open(Connection connection, PlannedPath path) {
        path.candidatePorts().stream()
                .filter(port -> !hosts.taken(connection, port))
                .findFirst()
                .ifPresent(port -> hosts.open(connection, port));
    }

    private static Subflow live(Connection connection, FiveTuple flow) {
        Subflow subflow = connection.find(flow);
        if (subflow == null) {
            throw new IllegalStateException("the planner moves " + flow + ", which connection " + connection.id()
                    + " does not have");
        }
        return subflow;
    }

    private ConnectionView view(Connection connection) {
        ConnectionView.Builder view = new ConnectionView.Builder(connection.id(), connection.initial())
                .direction(hosts.openedByReceiver() ? DataDirection.INBOUND : DataDirection.OUTBOUND)
                .sourcePortTaken(port -> hosts.taken(connection, port));
        connection.live().forEach(subflow -> view.subflow(subflow.flow(), subflow.backup()));
        return view.build();
    }
}
