// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.util.List;
import java.util.Optional;

/** All pools of this network namespace, whoever gave them. While there is none, no program is attached. */
public interface PoolTable {
    /** Makes new pools of an origin's earlier ones. */
    interface Change {
        List<SourcePortPool> of(List<SourcePortPool> earlier) throws SteeringException;
    }

    /**
     * Whether steering can be had here.
     *
     * @throws SteeringUnavailableException what is missing, in one line
     */
    void check() throws SteeringException;

    /** What is there, by origin and id. */
    List<InstalledPool> pools() throws SteeringException;

    /** Counters of these pools, in the same order. */
    List<PoolStatistics> statistics(List<InstalledPool> pools) throws SteeringException;

    /** Counters of all connections; none if no program is attached. */
    Optional<SteeringTotals> totals() throws SteeringException;

    /**
     * Replaces the pools of an origin, in one step; those whose id stays keep their counters and their place.
     *
     * @throws SteeringException the kernel refused, or the pools cannot be together; the earlier ones are in force
     */
    void update(Origin origin, Change change) throws SteeringException;

    /** Detaches the program and forgets all pools; false if there was none. */
    boolean off() throws SteeringException;
}
