// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.planning.PlanningService;
import org.crosslayer.mptcp.planning.PlanningTotals;

/** Links with planned load, and what is kept for connections beside the connections themselves. */
final class LoadView implements View {
    private static final int MAX_PORT = 65_535;

    private final Fabric fabric;
    private final Map<Integer, Long> loads = new TreeMap<>();
    private final Map<String, Integer> sourcePorts = new TreeMap<>();
    private final PlanningTotals totals;

    LoadView(Fabric fabric, PlanningService planning, Collection<Agent> agents,
             Function<AgentId, IntPredicate> portsInUse) {
        this.fabric = fabric;
        this.totals = planning.totals();
        for (int link = 0; link < fabric.linkCount(); link++) {
            long load = planning.loadBps(link);
            if (load != 0) {
                loads.put(link, load);
            }
        }
        for (Agent agent : agents) {
            IntPredicate inUse = portsInUse.apply(agent.id());
            sourcePorts.put(agent.id().id(), (int) IntStream.rangeClosed(1, MAX_PORT).filter(inUse).count());
        }
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format("connections accounted %d, ends known %d, demands known %d, plans without an answer "
            + "%d, with changes under way or remembered %d", totals.accounted(), totals.ends(), totals.demands(),
            totals.unanswered(), totals.moves()));
        sourcePorts.forEach((agent, count) -> lines.add("source ports in use at " + agent + ": " + count));
        loads.forEach((link, bps) -> lines.add(LinkText.ends(fabric, link) + " " + Rates.text(bps)));
        if (loads.isEmpty()) {
            lines.add("No link has planned load");
        }
        return lines;
    }

    @Override
    public ObjectNode json(ObjectMapper mapper) {
        ObjectNode root = mapper.createObjectNode();
        root.put("accounted", totals.accounted()).put("ends", totals.ends()).put("demands", totals.demands())
            .put("unanswered", totals.unanswered()).put("moves", totals.moves());
        ObjectNode ports = root.putObject("sourcePorts");
        sourcePorts.forEach(ports::put);
        ArrayNode links = root.putArray("links");
        loads.forEach((link, bps) -> links.addObject().put("link", LinkText.ends(fabric, link)).put("bps", bps));
        return root;
    }
}
