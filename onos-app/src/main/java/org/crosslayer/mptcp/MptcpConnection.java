// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Multipath TCP connection as one of its hosts sees it, with what was planned for it. A connection between two
 * hosts with agents appears twice, once for each end, under different keys.
 */
public final class MptcpConnection {
    private final ConnectionKey key;
    private final boolean serverSide;
    private final FourTuple initial;
    private final boolean denyJoinInitial;
    private final List<Subflow> subflows;
    private final List<AnnouncedAddress> announced;
    private final List<PlannedSubflow> planned;
    private final List<String> reasons;
    private final int standingPlan;

    private MptcpConnection(Builder builder) {
        this.key = requireNonNull(builder.key);
        this.serverSide = builder.serverSide;
        this.initial = requireNonNull(builder.initial);
        this.denyJoinInitial = builder.denyJoinInitial;
        this.subflows = List.copyOf(builder.subflows);
        this.announced = List.copyOf(builder.announced);
        this.planned = List.copyOf(builder.planned);
        this.reasons = List.copyOf(builder.reasons);
        this.standingPlan = builder.standingPlan;
    }

    /**
     * Starts a new connection.
     *
     * @param key     its name
     * @param initial ends of the initial subflow
     * @return builder
     */
    public static Builder builder(ConnectionKey key, FourTuple initial) {
        return new Builder(key, initial);
    }

    /**
     * Starts a changed copy of this connection.
     *
     * @return builder with all that this connection has
     */
    public Builder copy() {
        Builder builder = new Builder(key, initial);
        builder.serverSide = serverSide;
        builder.denyJoinInitial = denyJoinInitial;
        builder.subflows = subflows;
        builder.announced = announced;
        builder.planned = planned;
        builder.reasons = reasons;
        builder.standingPlan = standingPlan;
        return builder;
    }

    /**
     * Name of the connection.
     *
     * @return key
     */
    public ConnectionKey key() {
        return key;
    }

    /**
     * Who opened it.
     *
     * @return true if this host accepted it, false if it opened it
     */
    public boolean serverSide() {
        return serverSide;
    }

    /**
     * Ends of the initial subflow, which may be gone.
     *
     * @return four-tuple
     */
    public FourTuple initial() {
        return initial;
    }

    /**
     * Whether the peer refuses joins to the initial address (RFC 8684, section 3.1, flag C).
     *
     * @return true if it does
     */
    public boolean denyJoinInitial() {
        return denyJoinInitial;
    }

    /**
     * Established subflows.
     *
     * @return subflows in the order in which they came
     */
    public List<Subflow> subflows() {
        return subflows;
    }

    /**
     * Addresses that the peer has announced.
     *
     * @return addresses
     */
    public List<AnnouncedAddress> announced() {
        return announced;
    }

    /**
     * Subflows that the agent was told to open, those that failed included.
     *
     * @return planned subflows in the order of the plans
     */
    public List<PlannedSubflow> planned() {
        return planned;
    }

    /**
     * What the planner found and why it decided so, the last time it looked at this connection.
     *
     * @return lines for people; empty if it has not
     */
    public List<String> reasons() {
        return reasons;
    }

    /**
     * The standing plan that gives this connection its subflows.
     *
     * @return its id at the agent; 0 if there is none
     */
    public int standingPlan() {
        return standingPlan;
    }

    /**
     * The plan that an established subflow came from.
     *
     * @param subflow subflow of this connection
     * @return planned subflow; empty for the initial one and those that the host opened by itself
     */
    public Optional<PlannedSubflow> plannedFor(Subflow subflow) {
        return planned.stream().filter(plan -> plan.matches(subflow.tuple())).findFirst();
    }

    @Override
    public String toString() {
        return key + " " + initial + " subflows=" + subflows.size();
    }

    /** Collects the parts of a connection. */
    public static final class Builder {
        private final ConnectionKey key;
        private final FourTuple initial;
        private boolean serverSide;
        private boolean denyJoinInitial;
        private List<Subflow> subflows = List.of();
        private List<AnnouncedAddress> announced = List.of();
        private List<PlannedSubflow> planned = List.of();
        private List<String> reasons = List.of();
        private int standingPlan;

        private Builder(ConnectionKey key, FourTuple initial) {
            this.key = key;
            this.initial = initial;
        }

        /**
         * Sets who opened the connection.
         *
         * @param accepted true if this host accepted it
         * @return this
         */
        public Builder serverSide(boolean accepted) {
            this.serverSide = accepted;
            return this;
        }

        /**
         * Sets whether the peer refuses joins to the initial address.
         *
         * @param deny true if it does
         * @return this
         */
        public Builder denyJoinInitial(boolean deny) {
            this.denyJoinInitial = deny;
            return this;
        }

        /**
         * Replaces the subflows.
         *
         * @param all subflows
         * @return this
         */
        public Builder subflows(List<Subflow> all) {
            this.subflows = all;
            return this;
        }

        /**
         * Adds a subflow in place of the one with the same ends, if there is one.
         *
         * @param subflow subflow
         * @return this
         */
        public Builder with(Subflow subflow) {
            List<Subflow> changed = new ArrayList<>(subflows);
            int at = changed.indexOf(subflow);
            if (at < 0) {
                changed.add(subflow);
            } else {
                changed.set(at, subflow);
            }
            this.subflows = changed;
            return this;
        }

        /**
         * Takes a subflow away, if it is there.
         *
         * @param subflow subflow with the same ends
         * @return this
         */
        public Builder without(Subflow subflow) {
            List<Subflow> changed = new ArrayList<>(subflows);
            changed.remove(subflow);
            this.subflows = changed;
            return this;
        }

        /**
         * Replaces the addresses that the peer has announced.
         *
         * @param all addresses
         * @return this
         */
        public Builder announced(List<AnnouncedAddress> all) {
            this.announced = all;
            return this;
        }

        /**
         * Replaces the planned subflows.
         *
         * @param all planned subflows
         * @return this
         */
        public Builder planned(List<PlannedSubflow> all) {
            this.planned = all;
            return this;
        }

        /**
         * Replaces the planner's reasons.
         *
         * @param all lines for people
         * @return this
         */
        public Builder reasons(List<String> all) {
            this.reasons = all;
            return this;
        }

        /**
         * Sets the standing plan that gives it its subflows.
         *
         * @param id id at the agent; 0: none
         * @return this
         */
        public Builder standingPlan(int id) {
            this.standingPlan = id;
            return this;
        }

        /**
         * Makes the connection.
         *
         * @return connection
         */
        public MptcpConnection build() {
            return new MptcpConnection(this);
        }
    }
}
