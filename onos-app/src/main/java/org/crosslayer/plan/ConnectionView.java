// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.crosslayer.ecmp.FiveTuple;

/**
 * What the planner has to know of one connection, seen from the host that opened it.
 */
public final class ConnectionView {

    /** Demand that is limited by nothing but the hosts' own links. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private final Object key;
    private final FiveTuple initial;
    private final List<FiveTuple> subflows;
    private final Set<FiveTuple> backups;
    private final DataDirection direction;
    private final long demandBps;
    private final IntPredicate sourcePortTaken;
    private final IntPredicate sourcePortSpared;
    private final PlannerPolicy policy;
    private final boolean movable;

    private ConnectionView(Builder builder) {
        key = builder.key;
        initial = builder.initial;
        subflows = List.copyOf(builder.subflows);
        backups = builder.backups.isEmpty() ? Set.of() : Set.copyOf(builder.backups);
        direction = builder.direction;
        demandBps = builder.demandBps;
        sourcePortTaken = builder.sourcePortTaken;
        sourcePortSpared = builder.sourcePortSpared;
        policy = builder.policy;
        movable = builder.movable;
    }

    /**
     * A connection of which nothing is known but its subflows.
     *
     * @param initial         its initial subflow in the direction of the SYN; new subflows go between the same
     *                        addresses and to the same destination port
     * @param subflows        its live subflows in the direction of their SYN, the initial one included while it lives
     * @param key             any number that differs between connections
     * @param sourcePortTaken says which source ports of the client's address are taken by other subflows
     */
    public ConnectionView(FiveTuple initial, List<FiveTuple> subflows, long key, IntPredicate sourcePortTaken) {
        this(new Builder(key, initial).subflows(subflows).sourcePortTaken(sourcePortTaken));
    }

    /**
     * A connection that has just been opened and has its host's ports to itself.
     *
     * @param initial its initial subflow in the direction of the SYN
     * @return the connection
     */
    public static ConnectionView opened(FiveTuple initial) {
        return new Builder((long) initial.hashCode(), initial).subflow(initial, false).build();
    }

    /**
     * Tells connections apart.
     *
     * @return any value with equals and hashCode
     */
    public Object key() {
        return key;
    }

    /** Where the search for ports begins: connections of different keys begin at different places. */
    long seed() {
        return key instanceof Number ? ((Number) key).longValue() : key.hashCode();
    }

    /**
     * The initial subflow.
     *
     * @return in the direction of the SYN
     */
    public FiveTuple initial() {
        return initial;
    }

    /**
     * The live subflows.
     *
     * @return each in the direction of its SYN
     */
    public List<FiveTuple> subflows() {
        return subflows;
    }

    /**
     * Whether a live subflow is a backup and so carries no data.
     *
     * @param subflow a live subflow
     * @return true for a backup
     */
    public boolean backup(FiveTuple subflow) {
        return !backups.isEmpty() && backups.contains(subflow);
    }

    /**
     * Which way the data flows.
     *
     * @return {@link DataDirection#BOTH} if not known
     */
    public DataDirection direction() {
        return direction;
    }

    /**
     * What the connection would send if the fabric let it.
     *
     * @return bits per second, {@link #UNLIMITED} if only the hosts' links limit it
     */
    public long demandBps() {
        return demandBps;
    }

    /**
     * What is allowed for this connection, where that differs from the rest.
     *
     * @return empty if the policy of the placement counts
     */
    public Optional<PlannerPolicy> policy() {
        return Optional.ofNullable(policy);
    }

    /**
     * Whether its subflows may be moved. New ones may be planned in any case.
     *
     * @return false if nobody could carry out a move, or if it is to be left alone for now
     */
    public boolean movable() {
        return movable;
    }

    /**
     * Whether a source port cannot be used for a new subflow.
     *
     * @param port 1..65535
     * @return true if another subflow of the host or one of this connection's has it
     */
    public boolean taken(int port) {
        // Asked for hundreds of ports in a plan: no stream, no iterator.
        for (int i = 0; i < subflows.size(); i++) {
            if (subflows.get(i).sourcePort() == port) {
                return true;
            }
        }
        return sourcePortTaken.test(port);
    }

    /**
     * Whether a source port may be refused, as one that was in use until lately. It is used only where there are too
     * few others.
     *
     * @param port 1..65535
     * @return true if others are to be preferred
     */
    public boolean spared(int port) {
        return sourcePortSpared.test(port);
    }

    /** Collects what is known of a connection. */
    public static final class Builder {

        private final Object key;
        private final FiveTuple initial;
        private final List<FiveTuple> subflows = new ArrayList<>(4);
        private final Set<FiveTuple> backups = new HashSet<>(0);
        private DataDirection direction = DataDirection.BOTH;
        private long demandBps = UNLIMITED;
        private IntPredicate sourcePortTaken = port -> false;
        private IntPredicate sourcePortSpared = port -> false;
        private PlannerPolicy policy;
        private boolean movable = true;

        /**
         * Starts with a connection that has no live subflow.
         *
         * @param key     tells connections apart: any value with equals and hashCode
         * @param initial its initial subflow in the direction of the SYN, alive or not
         */
        public Builder(Object key, FiveTuple initial) {
            this.key = Objects.requireNonNull(key);
            this.initial = initial;
        }

        /**
         * Adds a live subflow; the initial one too, while it lives.
         *
         * @param subflow in the direction of its SYN
         * @param backup  whether it is a backup
         * @return this
         */
        public Builder subflow(FiveTuple subflow, boolean backup) {
            subflows.add(subflow);
            if (backup) {
                backups.add(subflow);
            }
            return this;
        }

        private Builder subflows(List<FiveTuple> active) {
            subflows.addAll(active);
            return this;
        }

        /**
         * Sets which way the data flows.
         *
         * @param flowing default {@link DataDirection#BOTH}
         * @return this
         */
        public Builder direction(DataDirection flowing) {
            direction = flowing;
            return this;
        }

        /**
         * Sets what the connection would send if the fabric let it.
         *
         * @param bps bits per second, default {@link #UNLIMITED}
         * @return this
         */
        public Builder demandBps(long bps) {
            demandBps = bps;
            return this;
        }

        /**
         * Sets which source ports of the client's address other subflows have.
         *
         * @param taken default none
         * @return this
         */
        public Builder sourcePortTaken(IntPredicate taken) {
            sourcePortTaken = taken;
            return this;
        }

        /**
         * Sets which source ports of the client's address are better not used as long as there are others.
         *
         * @param spared default none
         * @return this
         */
        public Builder sourcePortSpared(IntPredicate spared) {
            sourcePortSpared = spared;
            return this;
        }

        /**
         * Sets what is allowed for this connection.
         *
         * @param own default: the policy of the placement
         * @return this
         */
        public Builder policy(PlannerPolicy own) {
            policy = own;
            return this;
        }

        /**
         * Sets whether its subflows may be moved.
         *
         * @param may default true
         * @return this
         */
        public Builder movable(boolean may) {
            movable = may;
            return this;
        }

        /**
         * Makes the value.
         *
         * @return the connection
         */
        public ConnectionView build() {
            return new ConnectionView(this);
        }
    }
}
