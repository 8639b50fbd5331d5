// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.FiveTuple;

/**
 * Makes moves of the changes that a search has found: source ports first, then the entries in the accounts.
 */
final class RepairMoves {

    private final RepairState state;
    private final PathPorts pathPorts;
    private final PlannerPolicy policy;
    /** Source ports of every subflow that gets another path. */
    private final Map<RepairSubflow, int[]> ports = new LinkedHashMap<>();
    private final List<RepairConnection> changed = new ArrayList<>();
    /** Paths that no port leads to. */
    private final Map<PlacedConnection, int[]> unreachable = new LinkedHashMap<>();
    private int[] target;
    /** So many of the changed connections have been looked at by {@link #enter}. */
    private int looked;

    RepairMoves(RepairState state, PathPorts pathPorts, PlannerPolicy policy) {
        this.state = state;
        this.pathPorts = pathPorts;
        this.policy = policy;
    }

    /** Finds ports for all new paths; takes back what no port leads to. Says whether anything is left. */
    boolean findPorts() {
        for (RepairConnection connection : state.connections()) {
            if (connection.changed()) {
                if (findPorts(connection)) {
                    changed.add(connection);
                } else {
                    for (RepairSubflow subflow : connection.subflows()) {
                        ports.remove(subflow);
                    }
                    state.reset(connection);
                }
            }
        }
        target = state.paths();
        return !changed.isEmpty();
    }

    private boolean findPorts(RepairConnection connection) {
        PlacedConnection placed = connection.placed();
        PlannerPolicy allowed = placed.view().policy().orElse(policy);
        for (RepairSubflow subflow : connection.subflows()) {
            if (subflow.changed() && subflow.active()) {
                int[] links = connection.links(subflow.path());
                int[] found = pathPorts.find(placed, links, state.paths(connection), allowed.candidatePorts(),
                        allowed.sourcePorts());
                if (found.length == 0) {
                    unreachable.put(placed, links);
                    return false;
                }
                ports.put(subflow, found);
            }
        }
        return true;
    }

    /** Notes with the connections that are still there which paths they cannot have. */
    void remember(Predicate<PlacedConnection> there) {
        unreachable.forEach((placed, links) -> {
            if (there.test(placed)) {
                placed.unreachable(links);
            }
        });
    }

    /** Enters the changes to so many further connections, if they are still as they were, and gives them as moves. */
    List<Move> enter(int most, LinkLoads loads, Tracing tracing, Predicate<PlacedConnection> there) {
        List<Move> moves = new ArrayList<>();
        for (int end = looked + Math.min(most, changed.size() - looked); looked < end; looked++) {
            RepairConnection connection = changed.get(looked);
            if (there.test(connection.placed()) && portsLeft(connection)) {
                enter(connection, loads, tracing, moves);
            }
        }
        return moves;
    }

    /** Whether all changes have been looked at. */
    boolean entered() {
        return looked == changed.size();
    }

    /** Leaves out ports that others were given while this was searched for. */
    private boolean portsLeft(RepairConnection connection) {
        boolean left = true;
        ConnectionView view = connection.placed().view();
        for (RepairSubflow subflow : connection.subflows()) {
            int[] found = ports.get(subflow);
            if (found != null) {
                int[] free = IntStream.of(found).filter(port -> !view.taken(port)).toArray();
                ports.put(subflow, free);
                left &= free.length > 0;
            }
        }
        return left;
    }

    private void enter(RepairConnection connection, LinkLoads loads, Tracing tracing, List<Move> moves) {
        PlacedConnection placed = connection.placed();
        tracing.follow(placed.view().initial(), placed.direction());
        placed.withdraw(loads);
        FiveTuple demote = null;
        List<RepairSubflow> opened = new ArrayList<>();
        for (RepairSubflow subflow : connection.subflows()) {
            if (ports.containsKey(subflow)) {
                opened.add(subflow);
            } else if (target[subflow.id()] != subflow.original() && !subflow.initial()) {
                placed.subflows().remove(subflow.placed());
                moves.add(new Move(placed.view().key(), subflow.placed().tuple(), null, null,
                        "the connection has more subflows than its part of a host's link calls for"));
            } else if (target[subflow.id()] != subflow.original()) {
                subflow.placed().backup(true);
                demote = subflow.placed().tuple();
            }
        }
        Iterator<RepairSubflow> next = opened.iterator();
        if (!next.hasNext() && demote != null) {
            moves.add(new Move(placed.view().key(), null, null, demote,
                    "the initial subflow is on an overloaded link"));
        }
        while (next.hasNext()) {
            RepairSubflow subflow = next.next();
            int[] candidates = ports.get(subflow);
            PlannedPath path = new PlannedPath(tracing.fabric(), placed.view().initial(), candidates);
            FiveTuple close = subflow.spare() ? null : subflow.placed().tuple();
            placed.subflows().remove(subflow.placed());
            FiveTuple tuple = placed.view().initial().withSourcePort(candidates[0]);
            placed.subflows().add(new PlacedSubflow(tuple, tracing.links(tuple), false));
            moves.add(new Move(placed.view().key(), close, path, demote, close == null
                    ? "its subflows are on overloaded links: one more makes them smaller"
                    : "it is on an overloaded link"));
            demote = null;
        }
        placed.account(loads);
    }
}
