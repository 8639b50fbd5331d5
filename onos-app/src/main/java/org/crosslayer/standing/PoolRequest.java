// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.standing;

import java.util.function.IntPredicate;
import org.crosslayer.plan.PortRange;

/**
 * How many source ports a standing plan is to have, and where they come from.
 */
public final class PoolRequest {

    final PortRange range;
    final IntPredicate available;
    final int ports;
    final PortRange initialPorts;
    final int maxSubflows;
    int steered;
    StandingPlan before;

    /**
     * A request.
     *
     * @param range        where ports are taken from
     * @param available    which of them nobody else has or had lately
     * @param ports        ports for each path
     * @param initialPorts source ports that first subflows come from
     * @param maxSubflows  most subflows of a connection, the first one included
     */
    public PoolRequest(PortRange range, IntPredicate available, int ports, PortRange initialPorts, int maxSubflows) {
        this.range = range;
        this.available = available;
        this.ports = ports;
        this.initialPorts = initialPorts;
        this.maxSubflows = maxSubflows;
    }

    /**
     * Asks for source ports of first subflows, too.
     *
     * @param count how many, over all paths together
     * @return this
     */
    public PoolRequest steered(int count) {
        steered = count;
        return this;
    }

    /**
     * Keeps the ports of an older plan that still lead where they should, so that as little as possible changes.
     *
     * @param plan the plan, or null; its ports are available
     * @return this
     */
    public PoolRequest before(StandingPlan plan) {
        before = plan;
        return this;
    }
}
