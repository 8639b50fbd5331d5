// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathChoices;

/**
 * Puts into words where the subflows of a connection are and why. Works from the load as it is now, not from notes.
 */
final class Explainer {

    /** Paths that are listed beside those in use. */
    static final int MOST_OTHERS = 16;

    private final Fabric fabric;
    private final LinkLoads loads;
    private final PlannerPolicy policy;

    Explainer(Fabric fabric, LinkLoads loads, PlannerPolicy policy) {
        this.fabric = fabric;
        this.loads = loads;
        this.policy = policy;
    }

    Explanation explain(PlacedConnection connection) {
        FiveTuple flow = connection.direction() == DataDirection.INBOUND
                ? connection.view().initial().reversed() : connection.view().initial();
        double passing = connection.passing(loads);
        List<PlacedSubflow> subflows = connection.subflows();
        long[] accounted = subflows.stream().mapToLong(PlacedSubflow::accounted).toArray();
        // What the others leave: seen without the connection's own load.
        connection.withdraw(loads);
        PathChoices choices = new PathChoices(fabric);
        int count = choices.find(flow.source(), flow.destination());
        List<Candidate> all = IntStream.range(0, count)
                .mapToObj(path -> candidate(connection, choices, path))
                .sorted(Comparator.comparingInt((Candidate c) -> -c.subflows)
                        .thenComparingLong(c -> -c.residual).thenComparingInt(c -> c.path))
                .collect(Collectors.toList());
        int used = (int) all.stream().filter(c -> c.subflows > 0).count();
        List<Explanation.Path> paths = all.stream().limit(used + MOST_OTHERS)
                .map(c -> new Explanation.Path(choices.path(c.path), c.residual, c.bottleneck, c.subflows,
                        verdict(connection, c, passing)))
                .collect(Collectors.toList());
        for (int i = 0; i < accounted.length; i++) {
            subflows.get(i).account(loads, accounted[i]);
        }
        return new Explanation(connection.direction(), connection.rate(), count, paths,
                lines(connection, passing, count, paths));
    }

    private Candidate candidate(PlacedConnection connection, PathChoices choices, int path) {
        Candidate candidate = new Candidate(path);
        int[] links = Arrays.copyOfRange(choices.links(), choices.start(path), choices.end(path));
        for (int link : links) {
            if (loads.chosen(link) && loads.residual(link) < candidate.residual) {
                candidate.residual = loads.residual(link);
                candidate.bottleneck = link;
            }
        }
        if (candidate.bottleneck < 0) {
            // Both hosts are at one device: the links of the hosts are all there is.
            candidate.bottleneck = links[0];
            candidate.residual = loads.capacity(links[0]);
        }
        for (PlacedSubflow subflow : connection.subflows()) {
            int[] own = subflow.links();
            if (own.length >= links.length && Arrays.equals(own, 0, links.length, links, 0, links.length)) {
                candidate.subflows++;
                candidate.backups += subflow.backup() ? 1 : 0;
            }
        }
        return candidate;
    }

    private String verdict(PlacedConnection connection, Candidate candidate, double passing) {
        if (candidate.subflows > 0) {
            return candidate.subflows == candidate.backups ? "in use by a backup"
                    : candidate.subflows == 1 ? "in use" : "in use by " + candidate.subflows + " subflows";
        }
        if (passing >= connection.rate() * (1 - policy.gainThreshold())) {
            return "left: the subflows in use get the whole rate through";
        }
        if (candidate.residual <= 0) {
            return "left: full";
        }
        if (connection.known() >= policy.maxSubflows()) {
            return "left: maxSubflows is " + policy.maxSubflows();
        }
        return "left: the gain is below gainThreshold, or the load has changed since the plan";
    }

    private List<String> lines(PlacedConnection connection, double passing, int count,
                               List<Explanation.Path> paths) {
        List<String> lines = new ArrayList<>();
        lines.add("data goes " + connection.direction().name().toLowerCase(Locale.ROOT) + "; expected rate "
                + PlanNotes.bits(connection.rate()) + ", of which " + PlanNotes.bits(passing)
                + " get through; paths: " + count);
        for (Explanation.Path path : paths) {
            lines.add(path.path().label() + ": others leave " + PlanNotes.bits(path.residualBps()) + " of "
                    + label(path.bottleneck()) + "; " + path.verdict());
        }
        if (count > paths.size()) {
            lines.add((count - paths.size()) + " more paths, none with more to spare");
        }
        return lines;
    }

    private String label(int link) {
        int device = fabric.sourceDevice(link);
        return device < 0 ? "the host's link" : fabric.device(device).name() + "/" + fabric.link(link).sourcePort();
    }

    /** One path while it is looked at. */
    private static final class Candidate {
        private final int path;
        private long residual = Long.MAX_VALUE;
        private int bottleneck = -1;
        private int subflows;
        private int backups;

        Candidate(int path) {
            this.path = path;
        }
    }
}
