// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TracedPath;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.plan.DataDirection;

/**
 * The subflows of one connection that a change of the network has made useless: those whose path is not there any
 * more, and those that the routers have put onto the path of another of the connection's subflows, in a direction
 * that carries data.
 */
final class Displaced {
    private final DataDirection direction;
    private final List<Subflow> lost = new ArrayList<>();
    private final List<Subflow> doubled = new ArrayList<>();
    private final Set<String> outbound = new HashSet<>();
    private final Set<String> inbound = new HashSet<>();
    /** The most directions in which a doubled subflow shares a path. */
    private int shared;

    private Displaced(DataDirection direction) {
        this.direction = direction;
    }

    static Displaced of(MptcpConnection connection, DataDirection direction, PathTracer tracer) {
        Displaced displaced = new Displaced(direction);
        for (Subflow subflow : connection.subflows()) {
            FiveTuple flow = Flows.outbound(subflow.tuple());
            TracedPath there = tracer.trace(flow);
            TracedPath back = tracer.trace(flow.reversed());
            if (there.complete() && back.complete()) {
                displaced.add(subflow, there.label(), back.label(), subflow.tuple().equals(connection.initial()));
            } else {
                displaced.lost.add(subflow);
            }
        }
        return displaced;
    }

    private void add(Subflow subflow, String there, String back, boolean initial) {
        int now = sharing(there, back);
        if (now > 0 && !initial) {
            doubled.add(subflow);
            shared = Math.max(shared, now);
        } else {
            outbound.add(there);
            inbound.add(back);
        }
    }

    /** In how many directions that count these paths are those of others. */
    private int sharing(String there, String back) {
        return (direction != DataDirection.INBOUND && outbound.contains(there) ? 1 : 0)
            + (direction != DataDirection.OUTBOUND && inbound.contains(back) ? 1 : 0);
    }

    List<Subflow> subflows() {
        List<Subflow> all = new ArrayList<>(lost);
        all.addAll(doubled);
        return all;
    }

    /** The connection as if they were not there. */
    MptcpConnection rest(MptcpConnection connection) {
        List<Subflow> gone = subflows();
        MptcpConnection.Builder rest = connection.copy();
        gone.forEach(rest::without);
        return rest.planned(connection.planned().stream()
            .filter(planned -> gone.stream().noneMatch(subflow -> planned.matches(subflow.tuple())))
            .collect(Collectors.toList())).build();
    }

    /** Whether a path is worth a change: it shares less than the subflows that it would be in place of. */
    boolean isBetter(PlannedSubflow path) {
        int sharing = sharing(path.outboundPath(), path.inboundPath());
        return sharing == 0 || sharing < shared;
    }

    /** What may go: lost subflows in any case, doubled ones only where there is something better. */
    List<FiveTuple> toClose(int replacements) {
        List<Subflow> closed = new ArrayList<>(lost);
        closed.addAll(doubled.subList(0, Math.max(0, Math.min(doubled.size(), replacements - lost.size()))));
        return closed.stream().map(subflow -> Flows.outbound(subflow.tuple())).collect(Collectors.toList());
    }

    String reason() {
        return lost.isEmpty() ? "the network has put it onto the path of another subflow"
            : "its path is not there any more";
    }
}
