// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.mptcp.view.PathsView;
import org.crosslayer.mptcp.view.TraceView;

/** Paths and traces in lines. */
final class PathText {
    private static final int PERCENT = 100;

    private PathText() {
    }

    static List<String> paths(PathsView paths) {
        List<String> lines = new ArrayList<>();
        describe(lines, paths.source + " to " + paths.destination, paths.outbound, paths.outboundProblem);
        describe(lines, paths.destination + " to " + paths.source, paths.inbound, paths.inboundProblem);
        return lines;
    }

    private static void describe(List<String> lines, String title, List<PathsView.Path> paths, String problem) {
        if (paths.isEmpty()) {
            lines.add(title + ": no path, " + problem);
            return;
        }
        lines.add(title + ": " + paths.size() + (paths.size() == 1 ? " path" : " paths"));
        paths.forEach(path -> lines.add(String.format("  %s %.1f %%", path.path, PERCENT * path.share)));
    }

    static List<String> trace(TraceView trace) {
        return List.of("out " + text(trace.outbound), "in  " + text(trace.inbound));
    }

    private static String text(TraceView.Direction direction) {
        if (direction.complete) {
            return direction.path;
        }
        return (direction.path.isEmpty() ? "unknown" : direction.path + ", then unknown") + ": " + direction.problem;
    }
}
