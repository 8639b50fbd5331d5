// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.metrics;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.planning.PlanningTotals;
import org.crosslayer.mptcp.view.FabricCounts;
import org.crosslayer.mptcp.view.MptcpViews;
import org.crosslayer.mptcp.view.SubflowView;

/**
 * What is there at one moment: read once for all metrics of a scrape, so that they agree. Takes no lock that plans
 * wait for longer than for a number, and asks no other node.
 */
final class Reading {
    final int agents;
    final int connections;
    final Map<SubflowView.Origin, Long> origins;
    final Map<PlannedSubflow.State, Long> planned;
    final PlanningTotals totals;
    final FabricCounts fabric;
    /** States of the cluster's nodes. */
    final Collection<String> nodes;
    final int agentsOfCluster;
    final long othersBps;

    Reading(ControllerMetrics from) {
        MptcpViews views = from.views;
        Collection<MptcpConnection> all = from.connectionService.connections();
        agents = from.agentService.agents().size();
        connections = all.size();
        origins = views.origins(all);
        planned = planned(all);
        totals = from.planningService.totals();
        fabric = views.fabricCounts();
        nodes = views.nodes().values();
        agentsOfCluster = views.agentsOfCluster();
        othersBps = from.planningService.loadExchange().othersBps();
    }

    private static Map<PlannedSubflow.State, Long> planned(Collection<MptcpConnection> connections) {
        Map<PlannedSubflow.State, Long> counts = new EnumMap<>(PlannedSubflow.State.class);
        long[] sums = new long[PlannedSubflow.State.values().length];
        for (MptcpConnection connection : connections) {
            for (PlannedSubflow planned : connection.planned()) {
                sums[planned.state().ordinal()]++;
            }
        }
        for (PlannedSubflow.State state : PlannedSubflow.State.values()) {
            counts.put(state, sums[state.ordinal()]);
        }
        return counts;
    }
}
