// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.mptcp.planning.LoadExchange;
import org.onosproject.cluster.ClusterService;

/** The nodes of the cluster and what they share. */
final class ClusterView implements View {
    private final String self;
    private final Map<String, String> nodes = new TreeMap<>();
    private final Map<String, String> owners;
    private final Fabric fabric;
    private final Map<Integer, Long> loads = new TreeMap<>();

    ClusterView(ClusterService cluster, Map<String, String> owners, LoadExchange exchange) {
        this.self = cluster.getLocalNode().id().id();
        this.owners = owners;
        this.fabric = exchange.fabric();
        cluster.getNodes().forEach(node -> nodes.put(node.id().id(), cluster.getState(node.id()).toString()));
        for (int link = 0; link < fabric.linkCount(); link++) {
            if (exchange.othersBps(link) != 0) {
                loads.put(link, exchange.othersBps(link));
            }
        }
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        nodes.forEach((node, state) -> lines.add(String.format("%s%s %s: %s", node,
            node.equals(self) ? " (this one)" : "", state, agents(node))));
        loads.forEach((link, bps) ->
            lines.add(LinkText.ends(fabric, link) + " " + Rates.text(bps) + " of other nodes"));
        if (loads.isEmpty()) {
            lines.add("No load of other nodes' agents");
        }
        return lines;
    }

    private String agents(String node) {
        List<String> here = owners.entrySet().stream().filter(entry -> entry.getValue().equals(node))
            .map(Map.Entry::getKey).collect(Collectors.toList());
        return here.isEmpty() ? "no agents" : "agents " + String.join(", ", here);
    }

    @Override
    public ObjectNode json(ObjectMapper mapper) {
        ObjectNode root = mapper.createObjectNode().put("node", self);
        ObjectNode states = root.putObject("nodes");
        nodes.forEach(states::put);
        ObjectNode agents = root.putObject("agents");
        owners.forEach(agents::put);
        ArrayNode links = root.putArray("others");
        loads.forEach((link, bps) -> links.addObject().put("link", LinkText.ends(fabric, link)).put("bps", bps));
        return root;
    }
}
