// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricLink;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TracedPath;

/**
 * Finds paths for backups: those that share the fewest links with the other subflows of a connection, in both
 * directions, so that what takes those down leaves the backup.
 */
public final class BackupPaths {

    /** Ports that are traced for one backup. Of 64 equally likely pairs of paths each is met but for 3 in 10,000. */
    private static final int MOST_TRIES = 512;

    private final Fabric fabric;
    private final PathTracer tracer;
    private final PlannerPolicy policy;
    private final ConnectionView view;
    private final Set<Integer> used = new HashSet<>();
    private final Set<String> pairsInUse = new HashSet<>();
    private final Set<Integer> ports = new HashSet<>();

    /**
     * Backups for one connection.
     *
     * @param fabric the network
     * @param policy says how many backups there should be
     * @param view   the connection
     */
    public BackupPaths(Fabric fabric, PlannerPolicy policy, ConnectionView view) {
        this.fabric = fabric;
        this.tracer = new PathTracer(fabric);
        this.policy = policy;
        this.view = view;
    }

    /**
     * A plan with the backups that the connection lacks.
     *
     * @param plan what is opened besides
     * @return the same if there are enough, if there is no room for more, or if paths are not known
     */
    public SubflowPlan added(SubflowPlan plan) {
        int missing = policy.backupSubflows()
                - (int) view.subflows().stream().filter(view::backup).count();
        missing = Math.min(missing, policy.maxSubflows() - view.subflows().size() - plan.paths().size());
        if (missing <= 0 || !plan.modelled()) {
            return plan;
        }
        view.subflows().forEach(this::use);
        plan.paths().forEach(path -> {
            use(view.initial().withSourcePort(path.firstPort()));
            ports.addAll(path.candidatePorts());
        });
        List<PlannedPath> paths = new ArrayList<>(plan.paths());
        List<String> reasons = new ArrayList<>(plan.reasons());
        for (int i = 0; i < missing; i++) {
            Found best = find();
            if (best == null) {
                reasons.add("no backup: all source ports that were tried lead over paths in use");
                break;
            }
            paths.add(best.path());
            ports.addAll(best.ports);
            use(view.initial().withSourcePort(best.ports.get(0)));
            reasons.add("a backup over " + best.there.label() + ", back over " + best.back.label() + ": shares "
                    + best.shared + " of " + best.links + " links between devices with the others");
        }
        return new SubflowPlan(paths, true, reasons, plan.portsTried());
    }

    private void use(FiveTuple subflow) {
        TracedPath there = tracer.trace(subflow);
        TracedPath back = tracer.trace(subflow.reversed());
        between(there).forEach(used::add);
        between(back).forEach(used::add);
        pairsInUse.add(pair(there, back));
    }

    private static String pair(TracedPath there, TracedPath back) {
        return there.label() + "|" + back.label();
    }

    /** The pair of paths that shares least, null if there is none but those in use. */
    private Found find() {
        Map<String, Found> pairs = new LinkedHashMap<>();
        PortSequence sequence = new PortSequence(policy.sourcePorts(), view.seed());
        int tries = Math.min(MOST_TRIES, policy.sourcePorts().size());
        Found best = null;
        for (int i = 0; i < tries && (best == null || best.shared > 0 || best.ports.size() < policy.candidatePorts());
                i++) {
            int port = sequence.port(i);
            Found found = view.taken(port) || view.spared(port) || ports.contains(port) ? null : met(pairs, port);
            if (found != null && found.better(best)) {
                best = found;
            }
        }
        return best;
    }

    private Found met(Map<String, Found> pairs, int port) {
        FiveTuple subflow = view.initial().withSourcePort(port);
        TracedPath there = tracer.trace(subflow);
        TracedPath back = tracer.trace(subflow.reversed());
        String pair = pair(there, back);
        if (!there.complete() || !back.complete() || pairsInUse.contains(pair)) {
            return null;
        }
        Found found = pairs.computeIfAbsent(pair, label -> new Found(there, back));
        if (found.ports.size() < policy.candidatePorts()) {
            found.ports.add(port);
        }
        return found;
    }

    /** Links between devices, whichever way they are passed; those of the hosts are on every path. */
    private List<Integer> between(TracedPath path) {
        List<Integer> links = new ArrayList<>();
        for (int i = 1; i < path.length() - 1; i++) {
            int back = fabric.reverse(path.link(i));
            links.add(back == FabricLink.NONE ? path.link(i) : Math.min(back, path.link(i)));
        }
        return links;
    }

    /** A pair of paths, and source ports that lead there. */
    private final class Found {
        private final TracedPath there;
        private final TracedPath back;
        private final List<Integer> ports = new ArrayList<>();
        private final int links;
        private final int shared;

        Found(TracedPath there, TracedPath back) {
            List<Integer> all = between(there);
            all.addAll(between(back));
            this.there = there;
            this.back = back;
            this.links = all.size();
            this.shared = (int) all.stream().filter(used::contains).count();
        }

        boolean better(Found other) {
            return other == null || shared < other.shared
                    || shared == other.shared && ports.size() > other.ports.size();
        }

        PlannedPath path() {
            return new PlannedPath(there, back, ports, true);
        }
    }
}
