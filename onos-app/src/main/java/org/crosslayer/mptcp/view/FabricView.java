// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricLink;

/** The network in numbers: devices, links, hosts, rates, hash models, traffic; and its problems, one line each. */
public final class FabricView {

    /** Live links of one rate. */
    public static final class Rate {
        /** Bits per second; 0 if not known. */
        public final long bps;
        public final int links;

        private Rate(long bps, int links) {
            this.bps = bps;
            this.links = links;
        }
    }

    /** Devices of one hash model. */
    public static final class HashModel {
        public final String model;
        public final int devices;

        private HashModel(String model, int devices) {
            this.model = model;
            this.devices = devices;
        }
    }

    /** What port statistics tell, and agents where those do not. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public static final class Traffic {
        public final int knownLinks;
        public final String busiestLink;
        /** Of the busiest link of known rate: traffic as a part of its rate. */
        public final Double highestShare;

        private Traffic(int knownLinks, String busiestLink, Double highestShare) {
            this.knownLinks = knownLinks;
            this.busiestLink = busiestLink;
            this.highestShare = highestShare;
        }
    }

    public final int devices;
    /** Live ones; a cable counts twice. */
    public final int links;
    public final int linksDown;
    public final int hosts;
    /** The fastest first. */
    public final List<Rate> rates;
    public final long unknownCountsAsBps;
    public final List<HashModel> hashModels;
    /** Devices of a hash model whose next hops nobody has given. */
    public final int assumedNextHops;
    public final Traffic traffic;
    public final List<String> problems;

    FabricView(Fabric fabric, LinkTraffic links, List<ProblemView> problems) {
        this.devices = fabric.deviceCount();
        this.links = fabric.liveLinkCount();
        this.linksDown = fabric.linkCount() - fabric.liveLinkCount();
        this.hosts = fabric.hostCount();
        this.unknownCountsAsBps = fabric.rateOfUnknownBps();
        this.rates = rates(fabric);
        this.hashModels = models(fabric);
        this.assumedNextHops = (int) IntStream.range(0, fabric.deviceCount())
            .filter(device -> fabric.device(device).hash().isPresent() && !fabric.hasRoutes(device)).count();
        this.traffic = traffic(fabric, links);
        this.problems = problems.stream().map(problem -> problem.problem).collect(Collectors.toUnmodifiableList());
    }

    private static List<Rate> rates(Fabric fabric) {
        Map<Long, Integer> counts = new TreeMap<>(Comparator.reverseOrder());
        IntStream.range(0, fabric.linkCount()).filter(fabric::live)
            .forEach(link -> counts.merge(fabric.rateBps(link), 1, Integer::sum));
        return counts.entrySet().stream().map(rate -> new Rate(rate.getKey(), rate.getValue()))
            .collect(Collectors.toUnmodifiableList());
    }

    private static List<HashModel> models(Fabric fabric) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int device = 0; device < fabric.deviceCount(); device++) {
            counts.merge(fabric.device(device).hash().map(hash -> hash.toString().split(" with seed ")[0])
                .orElse("none"), 1, Integer::sum);
        }
        return counts.entrySet().stream().map(model -> new HashModel(model.getKey(), model.getValue()))
            .collect(Collectors.toUnmodifiableList());
    }

    private static Traffic traffic(Fabric fabric, LinkTraffic links) {
        int known = 0;
        int busiest = FabricLink.NONE;
        double highest = -1;
        for (int link = 0; link < fabric.linkCount(); link++) {
            if (fabric.live(link) && links.source(link) != null) {
                known++;
                double share = (double) links.bps(link) / fabric.capacityBps(link);
                if (fabric.rateBps(link) > 0 && share > highest) {
                    highest = share;
                    busiest = link;
                }
            }
        }
        return busiest == FabricLink.NONE ? new Traffic(known, null, null)
            : new Traffic(known, LinkText.ends(fabric, busiest), highest);
    }
}
