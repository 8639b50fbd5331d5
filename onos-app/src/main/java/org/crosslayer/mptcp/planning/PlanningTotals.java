// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

/** How much is kept of connections, apart from the connections themselves: nothing, once all are closed. */
public final class PlanningTotals {
    private final int accounted;
    private final int ends;
    private final int demands;
    private final int unanswered;
    private final int moves;
    private final long movesMade;
    private final long movesFailed;

    /**
     * Numbers of one moment.
     *
     * @param accounted  connections whose load is accounted
     * @param ends       ends of connections that agents have told of
     * @param demands    connections whose demand is known
     * @param unanswered plans that agents have not answered yet
     * @param moves      changes to live connections
     */
    PlanningTotals(int accounted, int ends, int demands, int unanswered, MoveBook moves) {
        this.accounted = accounted;
        this.ends = ends;
        this.demands = demands;
        this.unanswered = unanswered;
        this.moves = moves.size();
        this.movesMade = moves.made();
        this.movesFailed = moves.failed();
    }

    public int accounted() {
        return accounted;
    }

    public int ends() {
        return ends;
    }

    public int demands() {
        return demands;
    }

    public int unanswered() {
        return unanswered;
    }

    /**
     * Connections with changes.
     *
     * @return those with changes under way or remembered
     */
    public int moves() {
        return moves;
    }

    public long movesMade() {
        return movesMade;
    }

    public long movesFailed() {
        return movesFailed;
    }
}
