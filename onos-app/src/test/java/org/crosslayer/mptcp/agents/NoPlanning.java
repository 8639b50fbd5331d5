// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import java.util.List;
import java.util.Optional;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.planning.AgentChannel;
import org.crosslayer.mptcp.planning.PathOutcome;
import org.crosslayer.mptcp.planning.PlacementReport;
import org.crosslayer.mptcp.planning.PlanningService;
import org.crosslayer.mptcp.planning.PlanningTotals;

/** Plans nothing: for tests of what agents may say, by the hundred thousand. */
final class NoPlanning implements PlanningService {
    @Override
    public void snapshot(AgentChannel channel, List<MptcpConnection> connections) {
    }

    @Override
    public void established(AgentChannel channel, MptcpConnection connection) {
    }

    @Override
    public void changed(AgentChannel channel, ConnectionKey key) {
    }

    @Override
    public void measured(ConnectionKey key) {
    }

    @Override
    public void readingsStretched(int times) {
    }

    @Override
    public Optional<PlacementReport> explain(ConnectionKey key) {
        return Optional.empty();
    }

    @Override
    public long loadBps(int link) {
        return 0;
    }

    @Override
    public LinkUtilisation reportedTraffic() {
        return LinkUtilisation.unknown(Fabric.empty());
    }

    @Override
    public PlanningTotals totals() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void outcomes(AgentChannel channel, List<PathOutcome> outcomes) {
    }

    @Override
    public void detached(AgentChannel channel) {
    }

    @Override
    public void forget(AgentId agent) {
    }
}
