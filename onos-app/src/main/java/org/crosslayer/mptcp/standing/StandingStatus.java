// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.standing;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.crosslayer.mptcp.AgentCapabilities.StandingExecutor;

/** What an agent says of the orders that it holds. */
public final class StandingStatus {

    /** Before an agent has said anything. */
    static final StandingStatus NONE = new StandingStatus(0, StandingExecutor.NONE, Map.of(), Map.of());

    private static final int ENDED = 6;

    /** What became of one plan or one pool for first subflows. */
    public static final class Entry {
        private final String refusal;
        private final long[] counters;
        private Map<Integer, Long> refusedBy = Map.of();

        /**
         * An entry.
         *
         * @param refusal  why it is not in force; null if it is
         * @param counters hits (first subflows that were steered), subflows opened, subflows refused, ports that were
         *                 busy, paths whose pool was exhausted (connections left to the kernel's choice), paths left
         *                 out because the first subflow was there, connections that ended before they had all;
         *                 for a pool, those that mean nothing are 0, the last one may be left out
         */
        public Entry(String refusal, long... counters) {
            this.refusal = refusal;
            this.counters = counters.clone();
        }

        /**
         * Why it is not in force.
         *
         * @return empty if it is
         */
        public Optional<String> refusal() {
            return Optional.ofNullable(refusal);
        }

        /**
         * Connections that it was applied to.
         *
         * @return count
         */
        public long hits() {
            return counters[0];
        }

        /**
         * Subflows opened.
         *
         * @return count
         */
        public long opened() {
            return counters[1];
        }

        /**
         * Subflows that the kernel refused for another reason than a busy port.
         *
         * @return count
         */
        public long refused() {
            return counters[2];
        }

        /**
         * The same by errno, as far as the executor tells.
         *
         * @return counts by positive errno; 0: others
         */
        public Map<Integer, Long> refusedBy() {
            return refusedBy;
        }

        /**
         * Sets {@link #refusedBy()}; before anybody else has this.
         *
         * @param counts by errno
         * @return this
         */
        public Entry refusedBy(Map<Integer, Long> counts) {
            refusedBy = new TreeMap<>(counts);
            return this;
        }

        /**
         * Connections that ended before they had all of their subflows.
         *
         * @return count
         */
        public long ended() {
            return counters.length > ENDED ? counters[ENDED] : 0;
        }

        /**
         * Source ports that were busy.
         *
         * @return count
         */
        public long busyPorts() {
            return counters[3];
        }

        /**
         * Paths of connections for which no port was free.
         *
         * @return count
         */
        public long exhausted() {
            return counters[4];
        }

        /**
         * Paths left out because the first subflow was on them.
         *
         * @return count
         */
        public long taken() {
            return counters[5];
        }
    }

    private final long generation;
    private final StandingExecutor executor;
    private final Map<Integer, Entry> plans;
    private final Map<Integer, Entry> pools;

    /**
     * A report.
     *
     * @param generation of the orders in force; 0: none
     * @param executor   who carries them out
     * @param plans      by id
     * @param pools      by id
     */
    public StandingStatus(long generation, StandingExecutor executor, Map<Integer, Entry> plans,
                          Map<Integer, Entry> pools) {
        this.generation = generation;
        this.executor = executor;
        this.plans = Map.copyOf(plans);
        this.pools = Map.copyOf(pools);
    }

    /**
     * The orders in force.
     *
     * @return generation, 0 if there are none
     */
    public long generation() {
        return generation;
    }

    /**
     * Who carries them out.
     *
     * @return executor
     */
    public StandingExecutor executor() {
        return executor;
    }

    /**
     * What became of the plans.
     *
     * @return by id
     */
    public Map<Integer, Entry> plans() {
        return plans;
    }

    /**
     * What became of the pools for first subflows.
     *
     * @return by id
     */
    public Map<Integer, Entry> pools() {
        return pools;
    }
}
