// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Objects;

/**
 * What the operator allows and asks for. Immutable; starts from {@link #DEFAULT}.
 */
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

    private PlannerPolicy(Builder builder) {
        maxSubflows = within("maxSubflows", builder.maxSubflows, SUBFLOW_LIMIT);
        minSubflows = within("minSubflows", builder.minSubflows, maxSubflows);
        candidatePorts = within("candidatePorts", builder.candidatePorts, CANDIDATE_LIMIT);
        sourcePorts = builder.sourcePorts;
        openAfterBytes = builder.openAfterBytes;
        openAfterMillis = builder.openAfterMillis;
        telemetryIntervalMillis = builder.telemetryIntervalMillis;
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
     * @return milliseconds, default 0: never
     */
    public int telemetryIntervalMillis() {
        return telemetryIntervalMillis;
    }

    private static int within(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 1.." + most);
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof PlannerPolicy)) {
            return false;
        }
        PlannerPolicy that = (PlannerPolicy) other;
        return maxSubflows == that.maxSubflows && minSubflows == that.minSubflows
                && candidatePorts == that.candidatePorts && sourcePorts.equals(that.sourcePorts)
                && openAfterBytes == that.openAfterBytes && openAfterMillis == that.openAfterMillis
                && telemetryIntervalMillis == that.telemetryIntervalMillis;
    }

    @Override
    public int hashCode() {
        return Objects.hash(maxSubflows, minSubflows, candidatePorts, sourcePorts, openAfterBytes, openAfterMillis,
                telemetryIntervalMillis);
    }

    @Override
    public String toString() {
        return "PlannerPolicy{maxSubflows=" + maxSubflows + ", minSubflows=" + minSubflows + ", candidatePorts="
                + candidatePorts + ", sourcePorts=" + sourcePorts + ", openAfterBytes=" + openAfterBytes
                + ", openAfterMillis=" + openAfterMillis + ", telemetryIntervalMillis=" + telemetryIntervalMillis
                + "}";
    }

    /** Collects the members of a policy; each has the documented default. */
    public static final class Builder {

        private static final int DEFAULT_SUBFLOWS = 8;
        private static final int DEFAULT_CANDIDATES = 6;
        private static final PortRange DEFAULT_PORTS = new PortRange(12_000, 31_999);

        private int maxSubflows = DEFAULT_SUBFLOWS;
        private int minSubflows = 1;
        private int candidatePorts = DEFAULT_CANDIDATES;
        private PortRange sourcePorts = DEFAULT_PORTS;
        private long openAfterBytes;
        private int openAfterMillis;
        private int telemetryIntervalMillis;

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
