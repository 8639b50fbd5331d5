// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.crosslayer.mptcp.view.ExplanationView;

/** Why the subflows of one connection are where they are. */
final class ExplainText {
    private ExplainText() {
    }

    static List<String> lines(ExplanationView explained) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format("%s/%s %s %s subflows %d, data %s, wants %s, paths %d", explained.agent,
            explained.token, explained.serverSide ? "accepted" : "opened", ConnectionText.ends(explained.initial),
            explained.subflowCount, explained.direction.name().toLowerCase(Locale.ROOT),
            explained.unlimited ? "all it can get" : Rates.text(explained.demandBps), explained.pathCount));
        paths(lines, explained.paths);
        explained.lines.forEach(line -> lines.add("  " + line));
        if (!explained.standing.isEmpty()) {
            lines.add("  served by " + explained.standing);
        }
        explained.reasons.forEach(reason -> lines.add("  planned because " + reason));
        for (ExplanationView.Move move : explained.moves) {
            lines.add(String.format("  moved %s %s in %.1f ms: %s%s", move.began, move.change, move.micros / 1e3,
                move.reason, move.failure.isEmpty() ? "" : "; failed: " + move.failure));
        }
        if (!explained.moving.isEmpty()) {
            lines.add("  moving " + explained.moving);
        }
        return lines;
    }

    static void paths(List<String> lines, List<ExplanationView.Path> paths) {
        paths.forEach(path -> lines.add(String.format("  %s %s left at %s: %s", path.path,
            Rates.text(path.residualBps), path.bottleneck, path.verdict)));
    }
}
