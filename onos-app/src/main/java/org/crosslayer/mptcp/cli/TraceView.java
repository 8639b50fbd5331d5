// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TracedPath;

/** The path of one flow in both directions. */
final class TraceView implements View {
    private final FiveTuple flow;
    private final TracedPath there;
    private final TracedPath back;

    TraceView(Fabric fabric, FiveTuple flow) {
        PathTracer tracer = new PathTracer(fabric);
        this.flow = flow;
        this.there = tracer.trace(flow);
        this.back = tracer.trace(flow.reversed());
    }

    @Override
    public List<String> lines() {
        return List.of("out " + text(there), "in  " + text(back));
    }

    private static String text(TracedPath path) {
        if (path.complete()) {
            return path.label();
        }
        return (path.label().isEmpty() ? "unknown" : path.label() + ", then unknown") + ": " + path.explanation();
    }

    @Override
    public ObjectNode json(ObjectMapper mapper) {
        ObjectNode root = mapper.createObjectNode();
        root.put("source", flow.source().toString()).put("sourcePort", flow.sourcePort())
            .put("destination", flow.destination().toString()).put("destinationPort", flow.destinationPort());
        direction(root.putObject("outbound"), there);
        direction(root.putObject("inbound"), back);
        return root;
    }

    private static void direction(ObjectNode node, TracedPath path) {
        node.put("complete", path.complete()).put("path", path.label()).put("problem", path.explanation());
    }
}
