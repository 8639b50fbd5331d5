// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.List;
import java.util.Optional;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.standing.StandingOverview;
import org.crosslayer.mptcp.standing.StandingStatus;

/**
 * Plans connections as agents report them. Calls for one agent come from its stream, one after the other; a report
 * is planned in the call, without handing over to another thread.
 */
public interface PlanningService {

    /**
     * An agent has told all its connections, at an attach or in between. Plans that it has not answered are sent
     * again; connections that lack subflows are planned, soon but not in this call.
     *
     * @param channel     way to the agent
     * @param connections its connections, as they are in the registry
     */
    void snapshot(AgentChannel channel, List<MptcpConnection> connections);

    /**
     * A connection is worth planning.
     *
     * @param channel    way to its agent
     * @param connection the connection, as it is in the registry
     */
    void established(AgentChannel channel, MptcpConnection connection);

    /**
     * Something has happened to a connection: a subflow has come, gone or changed, or the connection has closed.
     *
     * @param channel way to its agent
     * @param key     its name
     */
    void changed(AgentChannel channel, ConnectionKey key);

    /**
     * There is a new reading of a connection's counters.
     *
     * @param key its name
     */
    void measured(ConnectionKey key);

    /**
     * Agents read counters so many times less often than the policy says.
     *
     * @param times 1 or more
     */
    void readingsStretched(int times);

    /**
     * Why the subflows of a connection are where they are.
     *
     * @param key name of the connection, either end
     * @return explanation; empty if the connection is not accounted
     */
    Optional<PlacementReport> explain(ConnectionKey key);

    /**
     * What would be planned for a connection that is not there.
     *
     * @param agent   agent of the host that opens it; null if there is none
     * @param initial its initial subflow, as that host sees it
     * @return plan with the load as it is; nothing is accounted, nobody is asked
     */
    default WhatIf whatIf(AgentId agent, FourTuple initial) {
        throw new UnsupportedOperationException();
    }

    /**
     * Load that is expected on a link of the fabric from all connections that agents have reported.
     *
     * @param link link index in the fabric in force
     * @return bits per second
     */
    long loadBps(int link);

    /**
     * What agents of this node have measured lately of the connections that they report, both directions.
     *
     * @return of the fabric in force then; links that carry none of it are unknown
     */
    LinkUtilisation reportedTraffic();

    /**
     * How much is kept of connections: to find what is never let go.
     *
     * @return numbers of this moment
     */
    PlanningTotals totals();

    /**
     * Exchange of loads with other nodes.
     *
     * @return exchange
     */
    default LoadExchange loadExchange() {
        throw new UnsupportedOperationException();
    }

    /**
     * An agent has answered. Answers to unknown plans are ignored.
     *
     * @param channel  way to the agent
     * @param outcomes answers in their order
     */
    void outcomes(AgentChannel channel, List<PathOutcome> outcomes);

    /**
     * An agent has said what it holds of its standing plans.
     *
     * @param channel way to the agent
     * @param status  what it has said
     */
    default void standing(AgentChannel channel, StandingStatus status) {
    }

    /**
     * Nothing has come of the standing plan of a connection: somebody else has to plan for it, at once.
     *
     * @param channel way to the agent
     * @param key     the connection's name
     * @param plan    id of the plan
     * @param why     for people
     */
    default void standingFailed(AgentChannel channel, ConnectionKey key, int plan, String why) {
    }

    /**
     * The standing plans.
     *
     * @return of every agent that can carry them out
     */
    default List<StandingOverview> standing() {
        return List.of();
    }

    /**
     * An agent's stream has ended; what is known of its plans is kept.
     *
     * @param channel way that leads nowhere any more
     */
    void detached(AgentChannel channel);

    /**
     * An agent has not come back.
     *
     * @param agent agent
     */
    void forget(AgentId agent);
}
