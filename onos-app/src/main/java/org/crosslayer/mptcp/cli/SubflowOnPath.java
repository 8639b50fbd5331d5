// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TracedPath;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.SubflowStatistics;
import org.crosslayer.mptcp.planning.Flows;

/** An established subflow, the paths that its packets take now, and the plan that it came from. */
final class SubflowOnPath {

    /** How a subflow came to be where it is. */
    private enum Origin { INITIAL, AS_PLANNED, OFF_PLAN, UNPLANNED }

    private final Subflow subflow;
    private final TracedPath outbound;
    private final TracedPath inbound;
    private final Origin origin;
    /** Null if nothing is measured. */
    private final SubflowStatistics statistics;

    private SubflowOnPath(MptcpConnection connection, Subflow subflow, PathTracer tracer,
                          Optional<ConnectionStatistics> measured) {
        this.statistics = measured.flatMap(all -> all.subflow(subflow.tuple())).orElse(null);
        FourTuple tuple = subflow.tuple();
        FiveTuple flow = Flows.outbound(tuple);
        this.subflow = subflow;
        this.outbound = tracer.trace(flow);
        this.inbound = tracer.trace(flow.reversed());
        this.origin = tuple.equals(connection.initial()) ? Origin.INITIAL
            : connection.plannedFor(subflow).map(this::origin).orElse(Origin.UNPLANNED);
    }

    static List<SubflowOnPath> all(MptcpConnection connection, Fabric fabric, Optional<ConnectionStatistics> measured) {
        PathTracer tracer = new PathTracer(fabric);
        return connection.subflows().stream()
            .map(subflow -> new SubflowOnPath(connection, subflow, tracer, measured)).collect(Collectors.toList());
    }

    private Origin origin(PlannedSubflow plan) {
        return outbound.complete() && inbound.complete() && outbound.label().equals(plan.outboundPath())
            && inbound.label().equals(plan.inboundPath()) ? Origin.AS_PLANNED : Origin.OFF_PLAN;
    }

    FourTuple tuple() {
        return subflow.tuple();
    }

    String line() {
        return String.format("%s out %s in %s %s%s%s", subflow.tuple(), text(outbound), text(inbound), word(),
            subflow.backup() ? " backup" : "", measured());
    }

    private String measured() {
        return statistics == null ? "" : String.format(", sends %s, receives %s, RTT %s, %d segments sent again",
            Rates.text(statistics.sendRateBps()), Rates.text(statistics.receiveRateBps()),
            Rates.millis(statistics.rttMicros()), statistics.retransmittedSegments());
    }

    private String word() {
        switch (origin) {
            case INITIAL:
                return "initial";
            case AS_PLANNED:
                return "as planned";
            case OFF_PLAN:
                return "not on the planned path";
            default:
                return "not planned";
        }
    }

    private static String text(TracedPath path) {
        return path.complete() ? path.label() : "unknown";
    }

    void json(ObjectNode node) {
        node.put("localId", subflow.localId()).put("remoteId", subflow.remoteId()).put("backup", subflow.backup())
            .put("outboundPath", outbound.complete() ? outbound.label() : "")
            .put("inboundPath", inbound.complete() ? inbound.label() : "")
            .put("origin", origin.name());
        if (statistics != null) {
            node.putObject("measured").put("bytesSent", statistics.bytesSent())
                .put("bytesReceived", statistics.bytesReceived()).put("sendRateBps", statistics.sendRateBps())
                .put("receiveRateBps", statistics.receiveRateBps()).put("rttMicros", statistics.rttMicros())
                .put("congestionWindow", statistics.congestionWindow())
                .put("retransmittedSegments", statistics.retransmittedSegments());
        }
    }
}
