// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;

/** A connection as one of its hosts sees it. Brief ones leave out the lists and say how long they are. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ConnectionView {
    public final String agent;
    public final String token;
    public final boolean serverSide;
    /** The standing plan that gives it its subflows; 0: none. */
    public final long standingPlan;
    public final EndsView initial;
    public final int subflowCount;
    /** Planned subflows that are not there and have not failed. */
    public final int awaitedCount;
    public final int failedCount;
    /** Rates of all subflows; null until there is telemetry. */
    public final Long sendRateBps;
    public final Long receiveRateBps;
    /** What holds up the sending of this host; null until there is telemetry. */
    public final ConnectionStatistics.SendingLimit sendingLimit;
    public final List<SubflowView> subflows;
    public final List<PlannedView> planned;
    /** What the planner found and why it decided so, the last time it looked. */
    public final List<String> reasons;

    private ConnectionView(MptcpConnection connection, Optional<ConnectionStatistics> statistics,
                           List<SubflowView> subflows) {
        this.agent = connection.key().agent().id();
        this.token = connection.key().token().toString();
        this.serverSide = connection.serverSide();
        this.standingPlan = Integer.toUnsignedLong(connection.standingPlan());
        this.initial = new EndsView(connection.initial());
        this.subflowCount = connection.subflows().size();
        List<PlannedSubflow> missing = missing(connection);
        this.failedCount = (int) missing.stream().filter(plan -> plan.state() == PlannedSubflow.State.FAILED).count();
        this.awaitedCount = missing.size() - failedCount;
        this.sendRateBps = statistics.map(ConnectionStatistics::sendRateBps).orElse(null);
        this.receiveRateBps = statistics.map(ConnectionStatistics::receiveRateBps).orElse(null);
        this.sendingLimit = statistics.map(ConnectionStatistics::sendingLimit).orElse(null);
        this.subflows = subflows;
        this.planned = subflows == null ? null
            : connection.planned().stream().map(PlannedView::new).collect(Collectors.toUnmodifiableList());
        this.reasons = subflows == null ? null : connection.reasons();
    }

    /** Without subflows, plans and reasons: nothing has to be traced for it. */
    static ConnectionView brief(MptcpConnection connection, Optional<ConnectionStatistics> statistics) {
        return new ConnectionView(connection, statistics, null);
    }

    static ConnectionView full(MptcpConnection connection, Optional<ConnectionStatistics> statistics,
                               PathTracer tracer) {
        return new ConnectionView(connection, statistics, SubflowView.all(connection, tracer, statistics));
    }

    /** Planned subflows that are not there. */
    private static List<PlannedSubflow> missing(MptcpConnection connection) {
        return connection.planned().stream().filter(plan -> connection.subflows().stream()
            .noneMatch(subflow -> plan.matches(subflow.tuple()))).collect(Collectors.toList());
    }

    /** Planned subflows that are not there. */
    @JsonIgnore
    public List<PlannedView> missing() {
        return planned.stream().filter(plan -> plan.state == PlannedSubflow.State.FAILED || subflows.stream()
            .noneMatch(subflow -> plan.sourcePort == 0 ? plan.sourcePorts.contains(subflow.ends.localPort)
                : plan.sourcePort == subflow.ends.localPort)).collect(Collectors.toList());
    }

    /**
     * The name of the connection.
     *
     * @return agent/token
     */
    public String name() {
        return agent + "/" + token;
    }
}
