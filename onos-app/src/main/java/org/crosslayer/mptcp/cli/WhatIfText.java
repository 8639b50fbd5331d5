// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.view.PlannedView;
import org.crosslayer.mptcp.view.WhatIfView;

/** The plan for a connection that is not there, in lines. */
final class WhatIfText {
    private WhatIfText() {
    }

    static List<String> lines(WhatIfView answer) {
        List<String> lines = new ArrayList<>(PathText.trace(answer.trace));
        lines.add(answer.obstacle.isEmpty() ? "agent " + answer.agent + " would be asked for "
            + answer.planned.size() + " further subflows" : "nobody would be asked: " + answer.obstacle);
        for (PlannedView planned : answer.planned) {
            lines.add(String.format("  out %s in %s%s from source port %s", known(planned.outboundPath),
                known(planned.inboundPath), planned.backup ? " backup" : "",
                planned.sourcePorts.stream().map(String::valueOf).collect(Collectors.joining(" or "))));
        }
        answer.reasons.forEach(reason -> lines.add("  because " + reason));
        if (answer.paths != null) {
            lines.add(String.format("paths %d, data %s, with these subflows in place:", answer.pathCount,
                answer.direction.name().toLowerCase(Locale.ROOT)));
            ExplainText.paths(lines, answer.paths);
        }
        lines.add(PolicyText.connection("policy", answer.policy));
        return lines;
    }

    private static String known(String path) {
        return path.isEmpty() ? "unknown" : path;
    }
}
