// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.crosslayer.ecmp.Address;

/** What the operator allows and asks for. Immutable; starts from {@link #DEFAULT}. */
public final class PlannerPolicy {

    /** Most paths that one plan can carry to an agent, and so most subflows of a connection. */
    public static final int SUBFLOW_LIMIT = 64;

    /** Most candidate source ports for one path. */
    public static final int CANDIDATE_LIMIT = 64;

    /** The policy without any configuration. */
    public static final PlannerPolicy DEFAULT = new Builder().build();

    private final int maxSubflows;
    private final int minSubflows;
    private final int candidatePorts;
    private final PortRange sourcePorts;
    private final long openAfterBytes;
    private final int openAfterMillis;
    private final int telemetryIntervalMillis;
    private final double gainThreshold;
    private final int maxMovesPerSecond;
    private final boolean demoteInitial;
    private final DataDirection dataDirection;
    private final int backupSubflows;
    private final PolicyMode mode;
    private final int rollOutPercent;
    private final List<PolicyRule> rules;

    private PlannerPolicy(Builder builder) {
        maxSubflows = within("maxSubflows", builder.maxSubflows, 1, SUBFLOW_LIMIT);
        minSubflows = within("minSubflows", builder.minSubflows, 1, maxSubflows);
        candidatePorts = within("candidatePorts", builder.candidatePorts, 1, CANDIDATE_LIMIT);
        sourcePorts = builder.sourcePorts;
        openAfterBytes = builder.openAfterBytes;
        openAfterMillis = builder.openAfterMillis;
        telemetryIntervalMillis = builder.telemetryIntervalMillis;
        if (!(builder.gainThreshold >= 0 && builder.gainThreshold <= 1)) {
            throw new IllegalArgumentException("gainThreshold is " + builder.gainThreshold + ", expected 0..1");
        }
        gainThreshold = builder.gainThreshold;
        maxMovesPerSecond = within("maxMovesPerSecond", builder.maxMovesPerSecond, 0, Integer.MAX_VALUE);
        demoteInitial = builder.demoteInitial;
        dataDirection = builder.dataDirection;
        backupSubflows = within("backupSubflows", builder.backupSubflows, 0, SUBFLOW_LIMIT - 1);
        mode = Objects.requireNonNull(builder.mode);
        rollOutPercent = within("rollOutPercent", builder.rollOutPercent, 0, RollOut.ALL);
        rules = builder.rules;
    }

    /**
     * Most subflows of a connection, the initial one included.
     *
     * @return 1..64, default 8
     */
    public int maxSubflows() {
        return maxSubflows;
    }

    /**
     * Fewest subflows of a connection, the initial one included: where there are fewer paths, paths are used again.
     *
     * @return 1..maxSubflows(), default 1
     */
    public int minSubflows() {
        return minSubflows;
    }

    /**
     * Source ports offered to the agent for every path.
     *
     * @return 1..64, default 6
     */
    public int candidatePorts() {
        return candidatePorts;
    }

    /**
     * Where source ports are taken from.
     *
     * @return default 12000-31999, below the usual ephemeral range
     */
    public PortRange sourcePorts() {
        return sourcePorts;
    }

    /**
     * Bytes after which a connection is worth a report to the controller.
     *
     * @return bytes in both directions together, default 0: at once
     */
    public long openAfterBytes() {
        return openAfterBytes;
    }

    /**
     * Age after which a connection is worth a report to the controller.
     *
     * @return milliseconds, default 0: at once
     */
    public int openAfterMillis() {
        return openAfterMillis;
    }

    /**
     * Interval at which agents report counters.
     *
     * @return milliseconds, default 1000; 0: never
     */
    public int telemetryIntervalMillis() {
        return telemetryIntervalMillis;
    }

    /**
     * Least gain for which a subflow is opened or moved.
     *
     * @return fraction of the rate that the connection could use, 0..1, default 0.02
     */
    public double gainThreshold() {
        return gainThreshold;
    }

    /**
     * Most subflows that are moved in a second, in all of the network, because the load has shifted. Replacements of
     * subflows that have lost their path do not count.
     *
     * @return 0 or more, default 100; 0: subflows stay where they are
     */
    public int maxMovesPerSecond() {
        return maxMovesPerSecond;
    }

    /**
     * Whether an initial subflow, whose path nobody has chosen, may be made a backup once better ones carry data.
     *
     * @return default false
     */
    public boolean demoteInitial() {
        return demoteInitial;
    }

    /**
     * Which way the data goes, if that is known beforehand.
     *
     * @return direction as seen from the host that opens connections; empty (default) if it is to be found out from
     *         telemetry, and both directions count until then
     */
    public Optional<DataDirection> dataDirection() {
        return Optional.ofNullable(dataDirection);
    }

    /**
     * Of {@link #maxSubflows()}, those kept ready over other links: backups, without data until all others fail.
     *
     * @return 0..63, default 0
     */
    public int backupSubflows() {
        return backupSubflows;
    }

    /**
     * What becomes of plans.
     *
     * @return default APPLY
     */
    public PolicyMode mode() {
        return mode;
    }

    /**
     * Part of the hosts whose plans are carried out; those of the others are a dry run.
     *
     * @return percent, 0..100, default 100
     */
    public int rollOutPercent() {
        return rollOutPercent;
    }

    /**
     * The rules for some destinations.
     *
     * @return the first that matches counts
     */
    public List<PolicyRule> rules() {
        return rules;
    }

    /**
     * The policy for one connection.
     *
     * @param source      address that it was opened from
     * @param destination address that it was opened to
     * @param port        destination port
     * @return policy of the first rule that is for it; this one if none is
     */
    public PlannerPolicy forConnection(Address source, Address destination, int port) {
        for (PolicyRule rule : rules) {
            if (rule.matches(source, destination, port)) {
                return rule.policy();
            }
        }
        return this;
    }

    /**
     * This policy for an agent that can do less.
     *
     * @param most    most subflows that the agent opens, 1 or more
     * @param demotes whether it can make a subflow a backup
     * @return this object if the agent can do all that is allowed
     */
    public PlannerPolicy within(int most, boolean demotes) {
        if (most >= maxSubflows && (demotes || !demoteInitial)) {
            return this;
        }
        return most(Math.min(most, maxSubflows)).demoteInitial(demotes && demoteInitial).build();
    }

    private Builder most(int most) {
        return new Builder(this).maxSubflows(most).minSubflows(Math.min(most, minSubflows))
                .backupSubflows(Math.min(most - 1, backupSubflows));
    }

    /**
     * This policy with room left for backups.
     *
     * @param backups subflows that are backups already, 0 or more
     * @return this object if no more are asked for
     */
    public PlannerPolicy sparingBackups(int backups) {
        return backups >= backupSubflows ? this : most(maxSubflows - backupSubflows + backups).build();
    }

    /**
     * This policy for a host.
     *
     * @param agent name of its agent
     * @return this object if it has reached the host, otherwise the same as a dry run
     */
    public PlannerPolicy rolledOutTo(String agent) {
        boolean same = mode != PolicyMode.APPLY || RollOut.reached(agent, rollOutPercent);
        return same ? this : new Builder(this).mode(PolicyMode.DRY_RUN).build();
    }

    private static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + least + ".." + most);
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof PlannerPolicy)) {
            return false;
        }
        PlannerPolicy that = (PlannerPolicy) other;
        return this == that || maxSubflows == that.maxSubflows && minSubflows == that.minSubflows
                && candidatePorts == that.candidatePorts && sourcePorts.equals(that.sourcePorts)
                && openAfterBytes == that.openAfterBytes && openAfterMillis == that.openAfterMillis
                && telemetryIntervalMillis == that.telemetryIntervalMillis && gainThreshold == that.gainThreshold
                && maxMovesPerSecond == that.maxMovesPerSecond
                && demoteInitial == that.demoteInitial && dataDirection == that.dataDirection && mode == that.mode
                && backupSubflows == that.backupSubflows && rollOutPercent == that.rollOutPercent
                && rules.equals(that.rules);
    }

    @Override
    public int hashCode() {
        return Objects.hash(maxSubflows, minSubflows, candidatePorts, sourcePorts, openAfterBytes, openAfterMillis,
                telemetryIntervalMillis, gainThreshold, maxMovesPerSecond, demoteInitial, dataDirection,
                backupSubflows, mode, rollOutPercent, rules);
    }

    @Override
    public String toString() {
        return "PlannerPolicy{maxSubflows=" + maxSubflows + ", minSubflows=" + minSubflows + ", candidatePorts="
                + candidatePorts + ", sourcePorts=" + sourcePorts + ", openAfterBytes=" + openAfterBytes
                + ", openAfterMillis=" + openAfterMillis + ", telemetryIntervalMillis=" + telemetryIntervalMillis
                + ", gainThreshold=" + gainThreshold + ", maxMovesPerSecond=" + maxMovesPerSecond
                + ", demoteInitial=" + demoteInitial + ", dataDirection="
                + (dataDirection == null ? "auto" : dataDirection) + ", backupSubflows=" + backupSubflows + ", mode="
                + mode + ", rollOutPercent=" + rollOutPercent + (rules.isEmpty() ? "" : ", rules=" + rules) + "}";
    }

    /** Collects the members of a policy; each has the documented default. */
    public static final class Builder {

        private static final int DEFAULT_SUBFLOWS = 8;
        private static final int DEFAULT_CANDIDATES = 6;
        private static final double DEFAULT_GAIN = 0.02;
        private static final int DEFAULT_MOVES = 100;
        private static final int DEFAULT_TELEMETRY_MILLIS = 1000;
        private static final PortRange DEFAULT_PORTS = new PortRange(12_000, 31_999);

        private int maxSubflows = DEFAULT_SUBFLOWS;
        private int minSubflows = 1;
        private int candidatePorts = DEFAULT_CANDIDATES;
        private PortRange sourcePorts = DEFAULT_PORTS;
        private long openAfterBytes;
        private int openAfterMillis;
        private int telemetryIntervalMillis = DEFAULT_TELEMETRY_MILLIS;
        private double gainThreshold = DEFAULT_GAIN;
        private int maxMovesPerSecond = DEFAULT_MOVES;
        private boolean demoteInitial;
        private DataDirection dataDirection;
        private int backupSubflows;
        private PolicyMode mode = PolicyMode.APPLY;
        private int rollOutPercent = RollOut.ALL;
        private List<PolicyRule> rules = List.of();

        /** Starts with the defaults. */
        public Builder() {
        }

        /**
         * Starts with all that another policy says.
         *
         * @param other policy to begin with
         */
        public Builder(PlannerPolicy other) {
            maxSubflows = other.maxSubflows;
            minSubflows = other.minSubflows;
            candidatePorts = other.candidatePorts;
            sourcePorts = other.sourcePorts;
            openAfterBytes = other.openAfterBytes;
            openAfterMillis = other.openAfterMillis;
            telemetryIntervalMillis = other.telemetryIntervalMillis;
            gainThreshold = other.gainThreshold;
            maxMovesPerSecond = other.maxMovesPerSecond;
            demoteInitial = other.demoteInitial;
            dataDirection = other.dataDirection;
            backupSubflows = other.backupSubflows;
            mode = other.mode;
            rollOutPercent = other.rollOutPercent;
            rules = other.rules;
        }

        /**
         * Sets {@link PlannerPolicy#maxSubflows()}.
         *
         * @param count 1..64
         * @return this
         */
        public Builder maxSubflows(int count) {
            maxSubflows = count;
            return this;
        }

        /**
         * Sets {@link PlannerPolicy#minSubflows()}.
         *
         * @param count 1..maxSubflows
         * @return this
         */
        public Builder minSubflows(int count) {
            minSubflows = count;
            return this;
        }

        /**
         * Sets {@link PlannerPolicy#candidatePorts()}.
         *
         * @param count 1..64
         * @return this
         */
        public Builder candidatePorts(int count) {
            candidatePorts = count;
            return this;
        }

        /**
         * Sets {@link PlannerPolicy#sourcePorts()}.
         *
         * @param range where source ports are taken from
         * @return this
         */
        public Builder sourcePorts(PortRange range) {
            sourcePorts = range;
            return this;
        }

        /**
         * Sets {@link PlannerPolicy#openAfterBytes()}.
         *
         * @param bytes 0 or more
         * @return this
         */
        public Builder openAfterBytes(long bytes) {
            openAfterBytes = bytes;
            return this;
        }

        /**
         * Sets {@link PlannerPolicy#openAfterMillis()}.
         *
         * @param millis 0 or more
         * @return this
         */
        public Builder openAfterMillis(int millis) {
            openAfterMillis = millis;
            return this;
        }

        /**
         * Sets {@link PlannerPolicy#telemetryIntervalMillis()}.
         *
         * @param millis 0 or 100..3600000
         * @return this
         */
        public Builder telemetryIntervalMillis(int millis) {
            telemetryIntervalMillis = millis;
            return this;
        }

        /**
         * Sets {@link PlannerPolicy#gainThreshold()}.
         *
         * @param fraction 0..1
         * @return this
         */
        public Builder gainThreshold(double fraction) {
            gainThreshold = fraction;
            return this;
        }

        /** Sets {@link PlannerPolicy#maxMovesPerSecond()}. */
        public Builder maxMovesPerSecond(int moves) {
            maxMovesPerSecond = moves;
            return this;
        }

        /** Sets {@link PlannerPolicy#demoteInitial()}. */
        public Builder demoteInitial(boolean may) {
            demoteInitial = may;
            return this;
        }

        /** Sets {@link PlannerPolicy#dataDirection()}. */
        public Builder dataDirection(DataDirection direction) {
            dataDirection = direction;
            return this;
        }

        /** Sets {@link PlannerPolicy#backupSubflows()}. */
        public Builder backupSubflows(int count) {
            backupSubflows = count;
            return this;
        }

        /** Sets {@link PlannerPolicy#mode()}. */
        public Builder mode(PolicyMode of) {
            mode = of;
            return this;
        }

        /** Sets {@link PlannerPolicy#rollOutPercent()}. */
        public Builder rollOutPercent(int percent) {
            rollOutPercent = percent;
            return this;
        }

        /**
         * Sets the rules of {@link PlannerPolicy#forConnection}.
         *
         * @param all rules, the first that matches counts
         * @return this
         */
        public Builder rules(List<PolicyRule> all) {
            rules = List.copyOf(all);
            return this;
        }

        /**
         * Makes the policy.
         *
         * @return the policy
         * @throws IllegalArgumentException if a count is out of its range
         */
        public PlannerPolicy build() {
            return new PlannerPolicy(this);
        }
    }
}
