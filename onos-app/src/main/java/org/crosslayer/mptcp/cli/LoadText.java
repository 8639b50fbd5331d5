// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.view.ClusterView;
import org.crosslayer.mptcp.view.LoadView;

/** Load in lines: of this node's connections, and of other nodes'. */
final class LoadText {
    private LoadText() {
    }

    static List<String> load(LoadView load) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format("connections accounted %d, ends known %d, demands known %d, plans without an answer "
            + "%d, with changes under way or remembered %d", load.accounted, load.ends, load.demands,
            load.unanswered, load.moves));
        load.sourcePorts.forEach((agent, count) -> lines.add("source ports in use at " + agent + ": " + count));
        load.links.forEach(link -> lines.add(link.link + " " + Rates.text(link.bps)));
        if (load.links.isEmpty()) {
            lines.add("No link has planned load");
        }
        return lines;
    }

    static List<String> cluster(ClusterView cluster) {
        List<String> lines = new ArrayList<>();
        cluster.nodes.forEach((node, state) -> lines.add(String.format("%s%s %s: %s", node,
            node.equals(cluster.node) ? " (this one)" : "", state, agents(cluster.agents, node))));
        cluster.others.forEach(link -> lines.add(link.link + " " + Rates.text(link.bps) + " of other nodes"));
        if (cluster.others.isEmpty()) {
            lines.add("No load of other nodes' agents");
        }
        return lines;
    }

    private static String agents(Map<String, String> owners, String node) {
        String here = owners.entrySet().stream().filter(entry -> entry.getValue().equals(node))
            .map(Map.Entry::getKey).collect(Collectors.joining(", "));
        return here.isEmpty() ? "no agents" : "agents " + here;
    }
}
