// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TracedPath;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.planning.Flows;

/** An established subflow, the paths that its packets take now, and the plan that it came from. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class SubflowView {

    /** How a subflow came to be where it is. */
    public enum Origin {
        /** The first of its connection. */
        INITIAL,
        /** On the paths that were planned for it. */
        AS_PLANNED,
        /** The network has changed since it was planned, or is not what ONOS thinks. */
        OFF_PLAN,
        /** The host has opened it by itself. */
        UNPLANNED;

        /** That of a subflow, whose paths are traced if it was planned. */
        static Origin of(MptcpConnection connection, Subflow subflow, PathTracer tracer) {
            FiveTuple flow = Flows.outbound(subflow.tuple());
            return of(connection, subflow, () -> label(tracer.trace(flow)), () -> label(tracer.trace(flow.reversed())));
        }

        /** That of a subflow that takes these paths; each is asked for if it matters. */
        static Origin of(MptcpConnection connection, Subflow subflow, Supplier<String> outbound,
                         Supplier<String> inbound) {
            if (subflow.tuple().equals(connection.initial())) {
                return INITIAL;
            }
            return connection.plannedFor(subflow).map(plan -> follows(plan.outboundPath(), outbound)
                && follows(plan.inboundPath(), inbound) ? AS_PLANNED : OFF_PLAN).orElse(UNPLANNED);
        }

        private static boolean follows(String planned, Supplier<String> taken) {
            return !planned.isEmpty() && planned.equals(taken.get());
        }
    }

    /** The connection that it is of; only in lists of subflows. */
    public final String agent;
    public final String token;
    @JsonUnwrapped
    public final EndsView ends;
    public final int localId;
    public final int remoteId;
    public final boolean backup;
    /** Links from this host, joined by ">"; empty if not known. */
    public final String outboundPath;
    /** Links back to this host; empty if not known. */
    public final String inboundPath;
    public final Origin origin;
    /** Null until there is telemetry. */
    public final MeasuredView measured;

    private SubflowView(SubflowView of, ConnectionKey key) {
        this.agent = key.agent().id();
        this.token = key.token().toString();
        this.ends = of.ends;
        this.localId = of.localId;
        this.remoteId = of.remoteId;
        this.backup = of.backup;
        this.outboundPath = of.outboundPath;
        this.inboundPath = of.inboundPath;
        this.origin = of.origin;
        this.measured = of.measured;
    }

    private SubflowView(MptcpConnection connection, Subflow subflow, PathTracer tracer,
                        Optional<ConnectionStatistics> statistics) {
        FourTuple tuple = subflow.tuple();
        FiveTuple flow = Flows.outbound(tuple);
        this.agent = null;
        this.token = null;
        this.ends = new EndsView(tuple);
        this.localId = subflow.localId();
        this.remoteId = subflow.remoteId();
        this.backup = subflow.backup();
        this.outboundPath = label(tracer.trace(flow));
        this.inboundPath = label(tracer.trace(flow.reversed()));
        this.origin = Origin.of(connection, subflow, () -> outboundPath, () -> inboundPath);
        this.measured = statistics.flatMap(all -> all.subflow(tuple)).map(MeasuredView::new).orElse(null);
    }

    /** The subflows of a connection in the order in which they came. */
    static List<SubflowView> all(MptcpConnection connection, PathTracer tracer,
                                 Optional<ConnectionStatistics> statistics) {
        return connection.subflows().stream().map(subflow -> new SubflowView(connection, subflow, tracer, statistics))
            .collect(Collectors.toUnmodifiableList());
    }

    /** One subflow with the name of its connection. */
    static SubflowView of(MptcpConnection connection, Subflow subflow, PathTracer tracer,
                          Optional<ConnectionStatistics> statistics) {
        return new SubflowView(new SubflowView(connection, subflow, tracer, statistics), connection.key());
    }

    private static String label(TracedPath path) {
        return path.complete() ? path.label() : "";
    }
}
