// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.SubflowStatistics;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.crosslayer.mptcp.standing.StandingEngine;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.standing.Destination;
import org.crosslayer.standing.StandingPath;
import org.crosslayer.standing.StandingPlan;

/**
 * What standing plans mean for single connections: they are counted, and those that a standing plan serves are left to
 * it, for a while. Safe from any thread, waits for nobody.
 */
final class StandingConnections {
    private final StandingEngine standing;
    private final FabricService fabricService;
    private final ConnectionRegistry registry;
    private final LongSupplier nanoTime;
    private final GraceWatch grace = new GraceWatch();

    StandingConnections(StandingEngine standing, FabricService fabricService, ConnectionRegistry registry,
                        LongSupplier nanoTime) {
        this.standing = standing;
        this.fabricService = fabricService;
        this.registry = registry;
        this.nanoTime = nanoTime;
    }

    /** A connection is there; true if a standing plan gives it its subflows, so that nothing is to be opened now. */
    boolean serves(MptcpConnection connection) {
        if (connection.serverSide()) {
            return false;
        }
        standing.opened(connection.key(), Destination.of(Flows.outbound(connection.initial())));
        if (connection.standingPlan() == 0) {
            return false;
        }
        grace.begin(connection.key(), nanoTime.getAsLong()
            + TimeUnit.MILLISECONDS.toNanos(fabricService.standing().graceMillis()));
        String reason = "its host opens the subflows of standing plan "
            + Integer.toUnsignedString(connection.standingPlan());
        boolean failed = registry.update(connection.key(), now -> now.standingPlan() == 0 ? now
            : now.copy().reasons(List.of(reason)).build()).map(now -> now.standingPlan() == 0).orElse(false);
        if (failed) {
            // The agent has said so while the report of the connection waited.
            grace.forget(connection.key());
            return false;
        }
        mark(connection);
        return true;
    }

    /** Nothing has come of a standing plan; the connection, which nobody gives subflows now. Empty if it is gone. */
    Optional<MptcpConnection> failed(ConnectionKey key, int plan, String why) {
        String reason = "nothing came of standing plan " + Integer.toUnsignedString(plan) + ": " + why;
        Optional<MptcpConnection> known = registry.update(key, now -> now.standingPlan() != plan ? now
            : now.copy().standingPlan(0).reasons(List.of(reason)).build())
            .filter(now -> now.standingPlan() == 0);
        known.ifPresent(now -> grace.forget(key));
        return known;
    }

    boolean waits(ConnectionKey key) {
        return grace.waits(key);
    }

    /** A connection has changed. */
    void changed(MptcpConnection connection) {
        if (connection.standingPlan() != 0) {
            mark(connection);
        }
    }

    /** A connection is gone. */
    void closed(ConnectionKey key) {
        standing.closed(key);
        grace.forget(key);
    }

    /** Counts what a connection has carried, by its opener's own readings. */
    void measured(MptcpConnection connection, ConnectionStatistics own) {
        if (!connection.serverSide()) {
            long sent = 0;
            long received = 0;
            for (SubflowStatistics subflow : own.subflows()) {
                sent += subflow.bytesSent();
                received += subflow.bytesReceived();
            }
            standing.carried(connection.key(), sent, received);
        }
    }

    /** Connections that should have the subflows of their standing plan by now. */
    List<ConnectionKey> due() {
        return grace.over(nanoTime.getAsLong());
    }

    /** Whether a connection has fewer subflows than its standing plan gives; if that is not known, than any. */
    boolean lacks(MptcpConnection connection) {
        long further = connection.subflows().stream()
            .filter(subflow -> !subflow.tuple().equals(connection.initial())).count();
        return further < plan(connection).map(plan -> plan.subflows(connection.initial().localPort())).orElse(1);
    }

    private Optional<StandingPlan> plan(MptcpConnection connection) {
        return standing.plan(connection.key().agent(), connection.standingPlan());
    }

    /** One line about the standing plan of a connection; empty if it has none. */
    Optional<String> describe(MptcpConnection connection) {
        if (connection.standingPlan() == 0) {
            return Optional.empty();
        }
        String id = "standing plan " + Integer.toUnsignedString(connection.standingPlan());
        return Optional.of(plan(connection).map(plan -> id + " for " + plan.destination() + ": "
            + plan.subflows(connection.initial().localPort()) + " further subflows on "
            + plan.paths().stream().map(path -> plan.direction() == DataDirection.INBOUND ? path.reverse().label()
                : path.forward().label()).collect(Collectors.joining(", "))).orElse(id + ", not known any more"));
    }

    /** Writes down where the subflows of a standing plan were meant to go, as of any that were asked for. */
    private void mark(MptcpConnection connection) {
        List<PlannedSubflow> found = new ArrayList<>();
        for (Subflow subflow : connection.subflows()) {
            if (!subflow.tuple().equals(connection.initial()) && connection.plannedFor(subflow).isEmpty()) {
                standing.path(connection.key().agent(), connection.standingPlan(), subflow.tuple().localPort())
                    .ifPresent(path -> found.add(opened(connection, subflow, path)));
            }
        }
        if (!found.isEmpty()) {
            registry.update(connection.key(), now -> {
                List<PlannedSubflow> planned = new ArrayList<>(now.planned());
                found.stream().filter(path -> planned.stream().noneMatch(
                    known -> known.sourcePort() == path.sourcePort())).forEach(planned::add);
                return now.copy().planned(planned).build();
            });
        }
    }

    private PlannedSubflow opened(MptcpConnection connection, Subflow subflow, StandingPath path) {
        DataDirection direction = plan(connection).map(StandingPlan::direction).orElse(DataDirection.BOTH);
        FiveTuple flow = Flows.outbound(subflow.tuple());
        PathTracer tracer = new PathTracer(fabricService.fabric());
        int port = subflow.tuple().localPort();
        // Nobody has planned for the direction that does not count.
        return PlannedSubflow.asked(connection.initial(), List.of(port),
            direction == DataDirection.INBOUND ? tracer.trace(flow).label() : path.forward().label(),
            direction == DataDirection.OUTBOUND ? tracer.trace(flow.reversed()).label() : path.reverse().label(),
            subflow.backup()).opened(port);
    }
}
