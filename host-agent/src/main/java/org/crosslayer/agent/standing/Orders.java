// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.List;
import org.crosslayer.agent.plans.StandingPlan;

/**
 * What was decided in advance, as a whole.
 *
 * @param generation of the controller that decided, unsigned; 0: of this host
 * @param expiresNanos {@link System#nanoTime()} from which on they are void, or {@link #NEVER}
 * @param pools opaque here
 */
public record Orders(long generation, long expiresNanos, List<StandingPlan> plans, List<SourcePool> pools) {
    /** Orders without an end. */
    public static final long NEVER = Long.MAX_VALUE;
    /** Nothing is ordered. */
    public static final Orders NONE = new Orders(0, NEVER, List.of(), List.of());

    public Orders {
        plans = List.copyOf(plans);
        pools = List.copyOf(pools);
    }

    boolean isEmpty() {
        return plans.isEmpty() && pools.isEmpty();
    }

    boolean expires() {
        return expiresNanos != NEVER;
    }

    boolean isOver(long nanos) {
        return expires() && nanos - expiresNanos >= 0;
    }

    Orders with(List<StandingPlan> otherPlans) {
        return new Orders(generation, expiresNanos, otherPlans, pools);
    }

    Orders with(List<StandingPlan> otherPlans, List<SourcePool> otherPools) {
        return new Orders(generation, expiresNanos, otherPlans, otherPools);
    }

    Orders until(long nanos) {
        return new Orders(generation, nanos, plans, pools);
    }

    /** Milliseconds that are left, at least 1; 0: without an end. */
    long millisLeft(long nanos) {
        return expires() ? Math.max(1, (expiresNanos - nanos) / 1_000_000) : 0;
    }
}
