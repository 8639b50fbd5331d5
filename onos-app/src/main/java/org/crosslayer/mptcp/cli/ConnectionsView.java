// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;

/** Connections, by agent and token, with the path of every subflow and what became of the plan. */
final class ConnectionsView implements View {
    private final List<MptcpConnection> connections;
    private final Fabric fabric;
    private final Function<ConnectionKey, Optional<ConnectionStatistics>> measured;

    ConnectionsView(Collection<MptcpConnection> connections, Fabric fabric,
                    Function<ConnectionKey, Optional<ConnectionStatistics>> measured) {
        this.measured = measured;
        this.connections = connections.stream()
            .sorted(Comparator.comparing((MptcpConnection connection) -> connection.key().toString()))
            .collect(Collectors.toList());
        this.fabric = fabric;
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (MptcpConnection connection : connections) {
            lines.add(String.format("%s %s %s subflows %d%s", connection.key(),
                connection.serverSide() ? "accepted" : "opened", connection.initial(), connection.subflows().size(),
                connection.standingPlan() == 0 ? ""
                    : " standing plan " + Integer.toUnsignedString(connection.standingPlan())));
            subflows(connection).forEach(subflow -> lines.add("  " + subflow.line()));
            for (PlannedSubflow missing : missing(connection)) {
                lines.add(String.format("  %s on %s%s", missing.state() == PlannedSubflow.State.FAILED
                    ? "failed" : "awaited", missing.outboundPath().isEmpty() ? "unknown path"
                    : missing.outboundPath(), missing.detail().isEmpty() ? "" : ": " + missing.detail()));
            }
            connection.reasons().forEach(reason -> lines.add("  because " + reason));
        }
        if (lines.isEmpty()) {
            lines.add("No connection is known");
        }
        return lines;
    }

    @Override
    public ObjectNode json(ObjectMapper mapper) {
        ObjectNode root = mapper.createObjectNode();
        ArrayNode all = root.putArray("connections");
        for (MptcpConnection connection : connections) {
            ObjectNode node = all.addObject().put("agent", connection.key().agent().id())
                .put("token", connection.key().token().toString()).put("serverSide", connection.serverSide())
                .put("standingPlan", Integer.toUnsignedLong(connection.standingPlan()));
            tuple(node.putObject("initial"), connection.initial());
            ArrayNode subflows = node.putArray("subflows");
            subflows(connection).forEach(subflow -> subflow.json(
                tuple(subflows.addObject(), subflow.tuple())));
            ArrayNode planned = node.putArray("planned");
            connection.planned().forEach(plan -> planned(planned.addObject(), plan));
            ArrayNode reasons = node.putArray("reasons");
            connection.reasons().forEach(reasons::add);
        }
        return root;
    }

    private List<SubflowOnPath> subflows(MptcpConnection connection) {
        return SubflowOnPath.all(connection, fabric, measured.apply(connection.key()));
    }

    /** Planned subflows that are not there. */
    private static List<PlannedSubflow> missing(MptcpConnection connection) {
        return connection.planned().stream().filter(plan -> connection.subflows().stream()
            .noneMatch(subflow -> plan.matches(subflow.tuple()))).collect(Collectors.toList());
    }

    private static ObjectNode tuple(ObjectNode node, FourTuple tuple) {
        return node.put("localAddress", tuple.localAddress().toString()).put("localPort", tuple.localPort())
            .put("remoteAddress", tuple.remoteAddress().toString()).put("remotePort", tuple.remotePort());
    }

    private static void planned(ObjectNode node, PlannedSubflow plan) {
        node.put("state", plan.state().name()).put("sourcePort", plan.sourcePort())
            .put("outboundPath", plan.outboundPath()).put("inboundPath", plan.inboundPath())
            .put("backup", plan.backup()).put("detail", plan.detail());
        ArrayNode ports = node.putArray("sourcePorts");
        plan.sourcePorts().forEach(ports::add);
    }
}
