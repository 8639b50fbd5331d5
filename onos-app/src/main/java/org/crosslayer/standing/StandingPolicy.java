// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.standing;

import java.util.List;
import java.util.Objects;
import org.crosslayer.plan.PortRange;

/**
 * What the operator allows and asks for of standing plans. Immutable; starts from {@link #ON} or {@link #OFF}.
 */
public final class StandingPolicy {

    /** Most standing plans for one agent. */
    public static final int PLAN_LIMIT = 4096;

    /** Most source ports in a pool. */
    public static final int POOL_LIMIT = 4096;

    /** Without any configuration: there are none. */
    public static final StandingPolicy OFF = new Builder().enabled(false).build();

    /** With the defaults. */
    public static final StandingPolicy ON = new Builder().build();

    /** For which connections the source port of the first subflow is chosen, too. */
    public enum Steering {
        /** For none. */
        NONE(false, false),
        /** For Multipath TCP. */
        MPTCP(true, false),
        /** For plain TCP. */
        TCP(false, true),
        /** For both. */
        ALL(true, true);

        private final boolean mptcp;
        private final boolean tcp;

        Steering(boolean mptcp, boolean tcp) {
            this.mptcp = mptcp;
            this.tcp = tcp;
        }

        /**
         * Whether first subflows are steered.
         *
         * @return true if they are
         */
        public boolean mptcp() {
            return mptcp;
        }

        /**
         * Whether connections of plain TCP are steered.
         *
         * @return true if they are
         */
        public boolean tcp() {
            return tcp;
        }
    }

    private final Builder values;

    private StandingPolicy(Builder values) {
        this.values = values;
    }

    /**
     * Whether there are standing plans at all.
     *
     * @return true if they are wanted
     */
    public boolean enabled() {
        return values.enabled;
    }

    /**
     * Whether destinations are found by what agents report, beside those that are listed.
     *
     * @return default true
     */
    public boolean automatic() {
        return values.automatic;
    }

    /**
     * Connections within {@link #windowSeconds()} from which on a destination counts as repeated.
     *
     * @return default 10
     */
    public int minConnections() {
        return values.minConnections;
    }

    /**
     * Bytes within {@link #windowSeconds()}, both directions together, from which on a destination counts as heavy.
     *
     * @return default 1,000,000
     */
    public long minBytes() {
        return values.minBytes;
    }

    /**
     * Time over which is counted.
     *
     * @return seconds, default 60
     */
    public int windowSeconds() {
        return values.windowSeconds;
    }

    /**
     * Most standing plans of one agent.
     *
     * @return default 16
     */
    public int maxPlans() {
        return values.maxPlans;
    }

    /**
     * Source ports in the pool of a path at first; more if more connections are expected to live at once.
     *
     * @return default 64
     */
    public int poolPorts() {
        return values.poolPorts;
    }

    /**
     * Most source ports in the pool of a path.
     *
     * @return default 512
     */
    public int maxPoolPorts() {
        return values.maxPoolPorts;
    }

    /**
     * How long a plan may be carried out without the controller's word that it is still right.
     *
     * @return seconds, default 60
     */
    public int expirySeconds() {
        return values.expirySeconds;
    }

    /**
     * How long a connection may lack subflows of its standing plan before it is planned like any other.
     *
     * @return milliseconds, default 2000
     */
    public int graceMillis() {
        return values.graceMillis;
    }

    /**
     * Source ports that kernels choose for first subflows.
     *
     * @return default 32768-60999, Linux's own
     */
    public PortRange initialPorts() {
        return values.initialPorts;
    }

    /**
     * Whether first subflows get a source port, too.
     *
     * @return default NONE
     */
    public Steering steering() {
        return values.steering;
    }

    /**
     * Destinations that get a plan in any case.
     *
     * @return default none
     */
    public List<DestinationRule> destinations() {
        return values.destinations;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StandingPolicy && values.asList().equals(((StandingPolicy) other).values.asList());
    }

    @Override
    public int hashCode() {
        return values.asList().hashCode();
    }

    @Override
    public String toString() {
        return enabled() ? "StandingPolicy" + values.asList() : "StandingPolicy off";
    }

    /** Collects the members of a policy; each has the documented default. */
    public static final class Builder {
        private boolean enabled = true;
        private boolean automatic = true;
        private int minConnections = 10;
        private long minBytes = 1_000_000;
        private int windowSeconds = 60;
        private int maxPlans = 16;
        private int poolPorts = 64;
        private int maxPoolPorts = 512;
        private int expirySeconds = 60;
        private int graceMillis = 2000;
        private PortRange initialPorts = new PortRange(32_768, 60_999);
        private Steering steering = Steering.NONE;
        private List<DestinationRule> destinations = List.of();

        private Builder copy() {
            Builder copy = new Builder();
            copy.enabled = enabled;
            copy.automatic = automatic;
            copy.minConnections = minConnections;
            copy.minBytes = minBytes;
            copy.windowSeconds = windowSeconds;
            copy.maxPlans = maxPlans;
            copy.poolPorts = poolPorts;
            copy.maxPoolPorts = Math.max(poolPorts, maxPoolPorts);
            copy.expirySeconds = expirySeconds;
            copy.graceMillis = graceMillis;
            copy.initialPorts = initialPorts;
            copy.steering = steering;
            copy.destinations = destinations;
            return copy;
        }

        private List<Object> asList() {
            return List.of(enabled, automatic, minConnections, minBytes, windowSeconds, maxPlans, poolPorts,
                    maxPoolPorts, expirySeconds, graceMillis, initialPorts, steering, destinations);
        }

        /**
         * Sets {@link StandingPolicy#enabled()}.
         *
         * @param wanted whether there are any
         * @return this
         */
        public Builder enabled(boolean wanted) {
            enabled = wanted;
            return this;
        }

        /**
         * Sets {@link StandingPolicy#automatic()}.
         *
         * @param found whether destinations are found
         * @return this
         */
        public Builder automatic(boolean found) {
            automatic = found;
            return this;
        }

        /**
         * Sets the thresholds {@link StandingPolicy#minConnections()} and {@link StandingPolicy#minBytes()}.
         *
         * @param connections 1 or more
         * @param bytes       0 or more
         * @return this
         */
        public Builder worth(int connections, long bytes) {
            minConnections = connections;
            minBytes = bytes;
            return this;
        }

        /**
         * Sets {@link StandingPolicy#windowSeconds()}.
         *
         * @param seconds 1 or more
         * @return this
         */
        public Builder windowSeconds(int seconds) {
            windowSeconds = seconds;
            return this;
        }

        /**
         * Sets {@link StandingPolicy#maxPlans()}.
         *
         * @param plans 1..4096
         * @return this
         */
        public Builder maxPlans(int plans) {
            maxPlans = plans;
            return this;
        }

        /**
         * Sets {@link StandingPolicy#poolPorts()} and {@link StandingPolicy#maxPoolPorts()}.
         *
         * @param first 1..4096
         * @param most  1..4096; as many as at first if it is less
         * @return this
         */
        public Builder poolPorts(int first, int most) {
            poolPorts = first;
            maxPoolPorts = most;
            return this;
        }

        /**
         * Sets {@link StandingPolicy#expirySeconds()}.
         *
         * @param seconds 1..86400
         * @return this
         */
        public Builder expirySeconds(int seconds) {
            expirySeconds = seconds;
            return this;
        }

        /**
         * Sets {@link StandingPolicy#graceMillis()}.
         *
         * @param millis 0 or more
         * @return this
         */
        public Builder graceMillis(int millis) {
            graceMillis = millis;
            return this;
        }

        /**
         * Sets {@link StandingPolicy#initialPorts()}.
         *
         * @param range hosts' range of source ports
         * @return this
         */
        public Builder initialPorts(PortRange range) {
            initialPorts = Objects.requireNonNull(range);
            return this;
        }

        /**
         * Sets {@link StandingPolicy#steering()}.
         *
         * @param which which connections
         * @return this
         */
        public Builder steering(Steering which) {
            steering = Objects.requireNonNull(which);
            return this;
        }

        /**
         * Sets {@link StandingPolicy#destinations()}.
         *
         * @param rules rules
         * @return this
         */
        public Builder destinations(List<DestinationRule> rules) {
            destinations = List.copyOf(rules);
            return this;
        }

        /**
         * Makes the policy.
         *
         * @return the policy
         */
        public StandingPolicy build() {
            return new StandingPolicy(copy());
        }
    }
}
