// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.crosslayer.ecmp.Address;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricLink;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.mptcp.Agent;

/** The network in numbers: devices, links, hosts, rates, hash models, traffic; and its problems, one line each. */
final class FabricView implements View {
    private static final int PERCENT = 100;

    private final Fabric fabric;
    private final LinkUtilisation utilisation;
    /** Number of live links by rate in bits per second, the fastest first. */
    private final Map<Long, Integer> rates = new TreeMap<>(Comparator.reverseOrder());
    private final Map<String, Integer> models = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    /** Devices of a hash model whose next hops nobody has given. */
    private int assumed;
    private int busiest = FabricLink.NONE;
    private int known;

    FabricView(Fabric fabric, LinkUtilisation utilisation, Collection<Agent> agents) {
        this.fabric = fabric;
        this.utilisation = utilisation;
        for (int link = 0; link < fabric.linkCount(); link++) {
            if (fabric.live(link)) {
                rates.merge(fabric.rateBps(link), 1, Integer::sum);
                measure(link);
            }
        }
        for (int device = 0; device < fabric.deviceCount(); device++) {
            models.merge(fabric.device(device).hash().map(hash -> hash.toString().split(" with seed ")[0])
                .orElse("none"), 1, Integer::sum);
            assumed += fabric.device(device).hash().isPresent() && !fabric.hasRoutes(device) ? 1 : 0;
        }
        problems.addAll(fabric.problems());
        agents.stream().sorted(Comparator.comparing(Agent::id)).forEach(agent -> agent.addresses().stream()
            .filter(ip -> fabric.hostOf(Address.of(ip.toOctets())) == FabricLink.NONE).sorted()
            .forEach(ip -> problems.add("agent " + agent.id() + " speaks for " + ip
                + ", which is not the address of a host in the fabric: its connections cannot be traced")));
    }

    private void measure(int link) {
        if (utilisation.known(link)) {
            known++;
            busiest = busiest == FabricLink.NONE || share(link) > share(busiest) ? link : busiest;
        }
    }

    private double share(int link) {
        return (double) utilisation.bitsPerSecond(link) / fabric.capacityBps(link);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        int down = fabric.linkCount() - fabric.liveLinkCount();
        lines.add("devices " + fabric.deviceCount() + ", links " + fabric.liveLinkCount()
            + (down == 0 ? "" : " (and " + down + " down)") + ", hosts " + fabric.hostCount());
        lines.add("rates " + (rates.isEmpty() ? "none" : rates.entrySet().stream()
            .map(rate -> rate.getValue() + (rate.getKey() == 0
                ? " unknown, counted as " + Rates.text(fabric.rateOfUnknownBps())
                : " of " + Rates.text(rate.getKey())))
            .collect(Collectors.joining(", "))));
        lines.add("hash models " + (models.isEmpty() ? "none" : models.entrySet().stream()
            .map(model -> model.getKey() + " at " + model.getValue()).collect(Collectors.joining(", "))));
        if (assumed > 0) {
            lines.add("next hops of " + assumed + " of these devices are not in the configuration (routes): assumed "
                + "are the shortest paths in ascending order of ports, each with weight 1");
        }
        lines.add(known == 0 ? "traffic unknown: ONOS has no port statistics of these devices"
            : String.format(Locale.ROOT, "traffic known on %d of %d links, highest %.0f %% on %s", known,
                fabric.liveLinkCount(), PERCENT * share(busiest), LinkText.ends(fabric, busiest)));
        lines.add(problems.isEmpty() ? "no problems"
            : problems.size() + (problems.size() == 1 ? " problem" : " problems"));
        problems.forEach(problem -> lines.add("  " + problem));
        return lines;
    }

    @Override
    public ObjectNode json(ObjectMapper mapper) {
        ObjectNode root = mapper.createObjectNode();
        root.put("devices", fabric.deviceCount()).put("links", fabric.liveLinkCount())
            .put("linksDown", fabric.linkCount() - fabric.liveLinkCount()).put("hosts", fabric.hostCount());
        ArrayNode byRate = root.putArray("rates");
        rates.forEach((rate, links) -> byRate.addObject().put("bps", rate).put("links", links));
        root.put("unknownCountsAsBps", fabric.rateOfUnknownBps());
        ArrayNode byModel = root.putArray("hashModels");
        models.forEach((model, devices) -> byModel.addObject().put("model", model).put("devices", devices));
        root.put("assumedNextHops", assumed);
        ObjectNode traffic = root.putObject("traffic").put("knownLinks", known);
        if (busiest != FabricLink.NONE) {
            traffic.put("busiestLink", LinkText.ends(fabric, busiest)).put("highestShare", share(busiest));
        }
        ArrayNode list = root.putArray("problems");
        problems.forEach(list::add);
        return root;
    }
}
