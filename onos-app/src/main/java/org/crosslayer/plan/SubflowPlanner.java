// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.List;
import org.crosslayer.fabric.Fabric;

/**
 * Plans the further subflows of a connection.
 */
public final class SubflowPlanner {

    /**
     * Plans one connection.
     *
     * @param fabric     the network
     * @param policy     what is allowed and asked for
     * @param connection the connection
     * @return the plan; never null
     */
    public SubflowPlan plan(Fabric fabric, PlannerPolicy policy, ConnectionView connection) {
        return new SubflowPlan(List.of(), false, List.of("nothing planned yet"), 0);
    }
}
