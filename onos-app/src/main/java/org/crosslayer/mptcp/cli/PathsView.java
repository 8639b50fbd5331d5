// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.crosslayer.ecmp.Address;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathSet;

/** The paths between two hosts in both directions, each with its share of random flows. */
final class PathsView implements View {
    private static final int MOST_PATHS = 1024;
    private static final int PERCENT = 100;

    private final Address source;
    private final Address destination;
    private final PathSet there;
    private final PathSet back;

    PathsView(Fabric fabric, Address source, Address destination) {
        this.source = source;
        this.destination = destination;
        this.there = fabric.paths(source, destination, MOST_PATHS);
        this.back = fabric.paths(destination, source, MOST_PATHS);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        describe(lines, source + " to " + destination, there);
        describe(lines, destination + " to " + source, back);
        return lines;
    }

    private static void describe(List<String> lines, String title, PathSet paths) {
        if (paths.size() == 0) {
            lines.add(title + ": no path, " + paths.failure().explanation());
            return;
        }
        lines.add(title + ": " + paths.size() + (paths.size() == 1 ? " path" : " paths"));
        for (int i = 0; i < paths.size(); i++) {
            lines.add(String.format("  %s %.1f %%", paths.path(i).label(), PERCENT * paths.share(i)));
        }
    }

    @Override
    public ObjectNode json(ObjectMapper mapper) {
        ObjectNode root = mapper.createObjectNode();
        root.put("source", source.toString()).put("destination", destination.toString());
        describe(root.putArray("outbound"), there);
        describe(root.putArray("inbound"), back);
        String problem = there.size() == 0 ? there.failure().explanation()
            : back.size() == 0 ? back.failure().explanation() : "";
        return root.put("problem", problem);
    }

    private static void describe(ArrayNode node, PathSet paths) {
        for (int i = 0; i < paths.size(); i++) {
            node.addObject().put("path", paths.path(i).label()).put("share", paths.share(i));
        }
    }
}
