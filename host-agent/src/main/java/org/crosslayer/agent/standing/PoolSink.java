// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where pools of source ports for first subflows go. Used by one thread. */
public interface PoolSink {
    /**
     * What came of a pool.
     *
     * @param steered first subflows that got a source port of the pool
     * @param busyPorts source ports that could not be bound
     * @param exhausted connections that were left to the kernel's choice
     */
    record Counters(long steered, long busyPorts, long exhausted) {
        public static final Counters ZERO = new Counters(0, 0, 0);

        // Written out: see FourTuple.
        @Override
        public boolean equals(Object other) {
            return other instanceof Counters that && steered == that.steered && busyPorts == that.busyPorts
                && exhausted == that.exhausted;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(steered * 31 + busyPorts);
        }
    }

    /** Most pools that it takes; 0: none. */
    int maxPools();

    /**
     * Puts pools in force instead of those before.
     *
     * @param millisLeft time from now until they end by themselves; 0: never
     * @return refusals by id of the pool
     */
    Map<Integer, Refusal> replaceAll(List<SourcePool> pools, long millisLeft);

    /** Counters of the pools in force, by id. */
    Map<Integer, Counters> counters();

    /** Takes no pool. */
    static PoolSink none() {
        return new PoolSink() {
            @Override
            public int maxPools() {
                return 0;
            }

            @Override
            public Map<Integer, Refusal> replaceAll(List<SourcePool> pools, long millisLeft) {
                Map<Integer, Refusal> refusals = new HashMap<>();
                pools.forEach(pool -> refusals.put(pool.id(),
                    Refusal.byAgent("this agent does not choose the source ports of first subflows")));
                return refusals;
            }

            @Override
            public Map<Integer, Counters> counters() {
                return Map.of();
            }
        };
    }
}
