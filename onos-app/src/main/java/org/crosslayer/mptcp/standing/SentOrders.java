// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.standing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.crosslayer.standing.StandingPlan;
import org.crosslayer.standing.StandingPolicy.Steering;

/** All standing plans of one agent, as they are sent. */
public final class SentOrders {
    private final long generation;
    private final int expirySeconds;
    private final Map<Integer, StandingPlan> plans;
    private final Set<Integer> steering;
    private final Steering kinds;

    SentOrders(long generation, int expirySeconds, Map<Integer, StandingPlan> plans, Set<Integer> steering,
               Steering kinds) {
        this.generation = generation;
        this.expirySeconds = expirySeconds;
        this.plans = new LinkedHashMap<>(plans);
        this.steering = Set.copyOf(steering);
        this.kinds = kinds;
    }

    /**
     * Tells orders from those before.
     *
     * @return number that rises
     */
    public long generation() {
        return generation;
    }

    /**
     * How long they hold without being renewed.
     *
     * @return seconds
     */
    public int expirySeconds() {
        return expirySeconds;
    }

    /**
     * The plans.
     *
     * @return by id
     */
    public Map<Integer, StandingPlan> plans() {
        return plans;
    }

    /**
     * Which plans have source ports for first subflows, too.
     *
     * @param id id of a plan
     * @return true if they are to be used
     */
    public boolean steers(int id) {
        return steering.contains(id);
    }

    /**
     * For which connections source ports are chosen before the first SYN.
     *
     * @return kinds
     */
    public Steering kinds() {
        return kinds;
    }
}
