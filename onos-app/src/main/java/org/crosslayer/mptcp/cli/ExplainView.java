// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricLink;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.planning.MoveRecord;
import org.crosslayer.mptcp.planning.PlacementReport;
import org.crosslayer.plan.ConnectionView;
import org.crosslayer.plan.Explanation;

/** Why the subflows of one connection are where they are. */
final class ExplainView implements View {
    private final PlacementReport report;

    ExplainView(PlacementReport report) {
        this.report = report;
    }

    @Override
    public List<String> lines() {
        MptcpConnection connection = report.connection();
        Explanation explanation = report.explanation();
        List<String> lines = new ArrayList<>();
        lines.add(String.format("%s %s %s subflows %d, data %s, wants %s, paths %d", connection.key(),
            connection.serverSide() ? "accepted" : "opened", connection.initial(), connection.subflows().size(),
            explanation.direction().name().toLowerCase(Locale.ROOT), demand(), explanation.pathCount()));
        for (Explanation.Path path : explanation.paths()) {
            lines.add(String.format("  %s %s: %s", path.path().label(), score(path), path.verdict()));
        }
        explanation.lines().forEach(line -> lines.add("  " + line));
        report.standing().ifPresent(standing -> lines.add("  served by " + standing));
        connection.reasons().forEach(reason -> lines.add("  planned because " + reason));
        for (MoveRecord move : report.moves()) {
            lines.add(String.format("  moved %s %s in %.1f ms: %s%s", move.began(), move.change(), move.micros() / 1e3,
                move.reason(), move.failure().isEmpty() ? "" : "; failed: " + move.failure()));
        }
        report.underWay().ifPresent(move -> lines.add("  moving " + move));
        return lines;
    }

    private String demand() {
        long bps = report.explanation().demandBps();
        return bps == ConnectionView.UNLIMITED ? "all it can get" : Rates.text(bps);
    }

    private String score(Explanation.Path path) {
        return Rates.text(path.residualBps()) + " left at " + link(path.bottleneck());
    }

    /** A link by the device, or the host, and the port that packets leave by. */
    private String link(int index) {
        Fabric fabric = report.fabric();
        FabricLink link = fabric.link(index);
        return link.sourceDevice() == FabricLink.NONE ? fabric.host(link.host()).id()
            : fabric.device(link.sourceDevice()).name() + "/" + link.sourcePort();
    }

    @Override
    public ObjectNode json(ObjectMapper mapper) {
        MptcpConnection connection = report.connection();
        Explanation explanation = report.explanation();
        ObjectNode root = mapper.createObjectNode().put("agent", connection.key().agent().id())
            .put("token", connection.key().token().toString())
            .put("direction", explanation.direction().name()).put("demandBps", explanation.demandBps())
            .put("unlimited", explanation.demandBps() == ConnectionView.UNLIMITED)
            .put("pathCount", explanation.pathCount());
        ArrayNode paths = root.putArray("paths");
        for (Explanation.Path path : explanation.paths()) {
            paths.addObject().put("path", path.path().label()).put("residualBps", path.residualBps())
                .put("bottleneck", link(path.bottleneck()))
                .put("subflows", path.subflows()).put("verdict", path.verdict());
        }
        ArrayNode lines = root.putArray("lines");
        explanation.lines().forEach(lines::add);
        ArrayNode reasons = root.putArray("reasons");
        connection.reasons().forEach(reasons::add);
        ArrayNode moves = root.putArray("moves");
        for (MoveRecord move : report.moves()) {
            moves.addObject().put("began", move.began().toString()).put("micros", move.micros())
                .put("change", move.change()).put("reason", move.reason()).put("failure", move.failure());
        }
        return root.put("moving", report.underWay().orElse("")).put("standing", report.standing().orElse(""));
    }
}
