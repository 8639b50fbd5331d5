// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TracedPath;

/** The path of one TCP flow in both directions. */
public final class TraceView {

    /** One direction. */
    public static final class Direction {
        public final boolean complete;
        /** As far as it is known. */
        public final String path;
        /** Why it is not complete; empty if it is. */
        public final String problem;

        private Direction(TracedPath traced) {
            this.complete = traced.complete();
            this.path = traced.label();
            this.problem = traced.explanation();
        }
    }

    public final String source;
    public final int sourcePort;
    public final String destination;
    public final int destinationPort;
    public final Direction outbound;
    public final Direction inbound;

    TraceView(Fabric fabric, FiveTuple flow) {
        PathTracer tracer = new PathTracer(fabric);
        this.source = flow.source().toString();
        this.sourcePort = flow.sourcePort();
        this.destination = flow.destination().toString();
        this.destinationPort = flow.destinationPort();
        this.outbound = new Direction(tracer.trace(flow));
        this.inbound = new Direction(tracer.trace(flow.reversed()));
    }
}
