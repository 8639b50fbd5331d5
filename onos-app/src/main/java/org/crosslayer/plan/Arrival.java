// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Arrays;
import java.util.List;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.plan.PortSampling.Apart;

/**
 * Plans one connection by the load that is there: adds a subflow over the path with the most to spare for as long as
 * that gains enough.
 */
final class Arrival {

    private static final double NO_PORT = -1;
    private static final double NO_GAIN = -2;
    /**
     * Mean use of paths from which on connections are divided at once. Below, the initial subflow alone may do; but
     * nobody can place the initial subflows of those that come later.
     */
    private static final double CROWDED = 0.15;

    private final Fabric fabric;
    private final LinkLoads loads;
    private final PortSampling sampling;
    private final AccessRates rates;

    Arrival(Fabric fabric, LinkLoads loads, AccessRates rates, PortSampling sampling) {
        this.rates = rates;
        this.fabric = fabric;
        this.loads = loads;
        this.sampling = sampling;
    }

    /**
     * Plans further subflows and accounts them.
     *
     * @param connection accounted already; the tracing follows its subflows
     */
    SubflowPlan plan(PlacedConnection connection, PlannerPolicy policy) {
        List<PlacedSubflow> subflows = connection.subflows();
        int before = subflows.size();
        sampling.begin(connection.view(), policy.sourcePorts());
        for (int i = 0; i < subflows.size(); i++) {
            sampling.own(subflows.get(i).links());
        }
        PlanNotes notes = new PlanNotes(connection, policy);
        double passing = connection.passing(loads);
        notes.passing(passing);
        // As many as the others at its hosts, who would get more than it otherwise.
        int matching = Math.min(rates.othersSubflows(connection), PlacedConnection.mostActive(policy));
        int parts = Math.max(matching, connection.parts(loads, policy));
        if (passing < connection.rate() * (1 - policy.gainThreshold())) {
            // What it has is badly placed, and nobody can move an initial subflow.
            parts = Math.max(parts, Math.min(2, policy.maxSubflows()));
        }
        int spread = crowded(connection) ? Math.max(matching, Math.min(parts, connection.spread(loads))) : matching;
        while (true) {
            boolean least = connection.known() < policy.minSubflows();
            boolean asked = least || connection.active() < spread;
            if (connection.known() >= policy.maxSubflows()) {
                notes.end(PlanNotes.End.MOST_SUBFLOWS);
                break;
            }
            if (!asked && connection.active() >= parts) {
                notes.end(PlanNotes.End.SMALL_PARTS);
                break;
            }
            if (!asked && passing >= connection.rate() * (1 - policy.gainThreshold())) {
                notes.end(PlanNotes.End.ENOUGH);
                break;
            }
            double with = add(connection, policy, passing, asked, apart(connection, policy, least));
            if (with < 0) {
                notes.end(with == NO_PORT ? PlanNotes.End.NO_PORT : PlanNotes.End.NO_GAIN);
                break;
            }
            passing = with;
            notes.added(passing);
        }
        List<PlannedPath> planned = subflows.size() == before ? List.of() : planned(connection, before, policy);
        notes.tried(sampling.tried());
        return new SubflowPlan(planned, true, sampling.tried(), notes);
    }

    /** The new subflows with their candidate ports: the one that was chosen, and others in case it is refused. */
    private List<PlannedPath> planned(PlacedConnection connection, int before, PlannerPolicy policy) {
        List<PlacedSubflow> subflows = connection.subflows();
        int count = subflows.size() - before;
        int more = policy.candidatePorts() - 1;
        int[] others = sampling.others(count * more, connection.share(connection.active()));
        PlannedPath[] planned = new PlannedPath[count];
        for (int i = 0; i < count; i++) {
            // In turn, so that each gets some of the best.
            int own = (others.length - i + count - 1) / count;
            int[] ports = new int[1 + own];
            ports[0] = subflows.get(before + i).tuple().sourcePort();
            for (int j = 0; j < own; j++) {
                ports[1 + j] = others[i + j * count];
            }
            planned[i] = new PlannedPath(fabric, connection.view().initial(), ports);
        }
        return Arrays.asList(planned);
    }

    /** What only the policy asks for is to have a bottleneck of its own. */
    private static Apart apart(PlacedConnection connection, PlannerPolicy policy, boolean least) {
        if (!least) {
            return Apart.PREFERRED;
        }
        return connection.apart(policy) ? Apart.FIRST : Apart.SOUGHT;
    }

    /** Whether the network between its hosts is so full that who is undivided now will be in others' way. */
    private boolean crowded(PlacedConnection connection) {
        connection.withdraw(loads);
        double use = sampling.meanUse();
        connection.account(loads);
        return use >= CROWDED;
    }

    /** Adds the best subflow; what passes with it, or why none was added. */
    private double add(PlacedConnection connection, PlannerPolicy policy, double passing, boolean asked,
                       Apart apart) {
        List<PlacedSubflow> subflows = connection.subflows();
        long share = connection.share(connection.active() + 1);
        for (int i = 0; i < subflows.size(); i++) {
            PlacedSubflow subflow = subflows.get(i);
            subflow.account(loads, subflow.active() ? share : 0);
        }
        int best = sampling.best(share, apart);
        if (best < 0) {
            connection.account(loads);
            return NO_PORT;
        }
        FiveTuple initial = connection.view().initial();
        int port = sampling.samples().port(best);
        PlacedSubflow added = new PlacedSubflow(initial.withSourcePort(port), sampling.samples().copyOfLinks(best),
                false);
        added.account(loads, share);
        subflows.add(added);
        double with = connection.passing(loads);
        if (!asked && with - passing < policy.gainThreshold() * connection.rate()) {
            subflows.remove(subflows.size() - 1);
            added.account(loads, 0);
            connection.account(loads);
            return NO_GAIN;
        }
        sampling.take(best);
        sampling.own(added.links());
        return with;
    }
}
