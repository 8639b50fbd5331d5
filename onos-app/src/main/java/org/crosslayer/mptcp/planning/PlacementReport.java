// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.List;
import java.util.Optional;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.plan.Explanation;

/** All that can be said of where the subflows of one connection are, and why. */
public final class PlacementReport {
    private final MptcpConnection connection;
    private final Explanation explanation;
    private final Fabric fabric;
    private final List<MoveRecord> moves;
    private final String underWay;
    private String standing;

    PlacementReport(MptcpConnection connection, Explanation explanation, Fabric fabric, List<MoveRecord> moves,
                    String underWay) {
        this.connection = connection;
        this.explanation = explanation;
        this.fabric = fabric;
        this.moves = List.copyOf(moves);
        this.underWay = underWay;
    }

    /** Adds a line about the standing plan. */
    PlacementReport standing(Optional<String> line) {
        standing = line.orElse(null);
        return this;
    }

    /**
     * The standing plan that gives the connection its subflows.
     *
     * @return one line for people; empty if there is none
     */
    public Optional<String> standing() {
        return Optional.ofNullable(standing);
    }

    /**
     * The end of the connection that is accounted and planned for.
     *
     * @return the end that opened it, if its agent has reported it
     */
    public MptcpConnection connection() {
        return connection;
    }

    /**
     * The paths as they compare now.
     *
     * @return explanation in terms of {@link #fabric()}
     */
    public Explanation explanation() {
        return explanation;
    }

    /**
     * The network that it was explained in.
     *
     * @return snapshot
     */
    public Fabric fabric() {
        return fabric;
    }

    /**
     * Changes made since the connection was planned, and those that failed.
     *
     * @return the last few, the oldest first
     */
    public List<MoveRecord> moves() {
        return moves;
    }

    /**
     * A change that is being made.
     *
     * @return one line for people
     */
    public Optional<String> underWay() {
        return Optional.ofNullable(underWay);
    }
}
