// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.standing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.crosslayer.mptcp.AgentCapabilities.StandingExecutor;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.standing.Destination;
import org.crosslayer.standing.StandingPlan;

/** The standing plans of one agent at one moment. */
public final class StandingOverview {

    /** How far a plan has come. */
    public enum State {
        /** The agent has not said yet that it holds it. */
        SENT,
        /** The agent holds it. */
        IN_FORCE,
        /** The agent would not take it: its connections are planned one by one. */
        REFUSED,
        /** None was made, though the destination is worth one. */
        NONE
    }

    /** One destination. */
    public static final class Line {
        private final Destination destination;
        private final State state;
        private final List<String> reasons;
        private StandingPlan plan;
        private int id;
        private StandingStatus.Entry counters;
        private StandingStatus.Entry pool;

        private Line(Destination destination, State state, List<String> reasons) {
            this.destination = destination;
            this.state = state;
            this.reasons = List.copyOf(reasons);
        }

        /**
         * Where its connections go.
         *
         * @return match
         */
        public Destination destination() {
            return destination;
        }

        /**
         * How far it has come.
         *
         * @return state
         */
        public State state() {
            return state;
        }

        /**
         * Why it was made, and why so.
         *
         * @return lines for people
         */
        public List<String> reasons() {
            return reasons;
        }

        /**
         * The plan.
         *
         * @return empty if there is none
         */
        public Optional<StandingPlan> plan() {
            return Optional.ofNullable(plan);
        }

        /**
         * Id of the plan.
         *
         * @return 0 if there is none
         */
        public int id() {
            return id;
        }

        /**
         * What the agent has counted.
         *
         * @return empty before its first report
         */
        public Optional<StandingStatus.Entry> counters() {
            return Optional.ofNullable(counters);
        }

        /**
         * What the agent has counted of first subflows.
         *
         * @return empty if it does not choose their source ports
         */
        public Optional<StandingStatus.Entry> pool() {
            return Optional.ofNullable(pool);
        }
    }

    private final AgentId agent;
    private final StandingExecutor executor;
    private final boolean attached;
    private final long generation;
    private final long confirmed;
    private final int ageSeconds;
    private final List<Line> lines = new ArrayList<>();

    private StandingOverview(AgentOrders orders, long now) {
        agent = orders.agent().id();
        executor = orders.status().generation() == 0 ? orders.agent().capabilities().standingExecutor()
            : orders.status().executor();
        attached = orders.channel() != null;
        generation = orders.generation();
        confirmed = orders.status().generation();
        ageSeconds = generation == 0 ? 0 : (int) TimeUnit.NANOSECONDS.toSeconds(orders.unrenewed(now));
    }

    static StandingOverview of(AgentOrders orders, long now) {
        StandingOverview overview = new StandingOverview(orders, now);
        orders.entries().forEach((destination, entry) -> overview.lines.add(line(orders, destination, entry)));
        for (Map.Entry<Destination, AgentOrders.Refusal> each : orders.refusals().entrySet()) {
            overview.lines.add(new Line(each.getKey(), State.REFUSED, List.of(each.getValue().reason())));
        }
        orders.declined().forEach((destination, why) ->
            overview.lines.add(new Line(destination, State.NONE, List.of(why))));
        return overview;
    }

    private static Line line(AgentOrders orders, Destination destination, StandingEntry entry) {
        StandingStatus status = orders.status();
        boolean confirmed = status.generation() == orders.generation() && status.plans().containsKey(entry.id());
        List<String> reasons = new ArrayList<>();
        reasons.add(entry.occasion());
        reasons.addAll(entry.reasons());
        Line line = new Line(destination, confirmed ? State.IN_FORCE : State.SENT, reasons);
        line.plan = entry.plan();
        line.id = entry.id();
        line.counters = status.plans().get(entry.id());
        line.pool = status.pools().get(entry.id());
        return line;
    }

    /**
     * Who has them.
     *
     * @return agent
     */
    public AgentId agent() {
        return agent;
    }

    /**
     * Who carries them out.
     *
     * @return kernel or agent
     */
    public StandingExecutor executor() {
        return executor;
    }

    /**
     * Whether the agent is attached.
     *
     * @return false if its plans go on until they expire
     */
    public boolean attached() {
        return attached;
    }

    /**
     * Generation of the orders that were sent last.
     *
     * @return 0 if none were
     */
    public long generation() {
        return generation;
    }

    /**
     * Generation that the agent has in force.
     *
     * @return 0 if none, as far as it has said
     */
    public long confirmed() {
        return confirmed;
    }

    /**
     * Time since the orders were sent or renewed.
     *
     * @return seconds
     */
    public int ageSeconds() {
        return ageSeconds;
    }

    /**
     * The destinations.
     *
     * @return in the order in which plans were made, then those without one
     */
    public List<Line> lines() {
        return lines;
    }
}
