// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.standing.StandingPolicy;
import org.onosproject.event.ListenerService;

/**
 * The network and the policy that plans are made with. Both are replaced as a whole and never change in place.
 */
public interface FabricService extends ListenerService<FabricEvent, FabricListener> {

    /**
     * The network as ONOS knows it now, with the hashes that the network configuration states.
     *
     * @return latest snapshot; one without devices before ONOS knows any
     */
    Fabric fabric();

    /**
     * The policy in force.
     *
     * @return the configured policy, or the documented defaults
     */
    PlannerPolicy policy();

    /**
     * What is in force for standing plans.
     *
     * @return the configured policy; none are wanted without one
     */
    default StandingPolicy standing() {
        return StandingPolicy.OFF;
    }

    /**
     * How much traffic the links of {@link #fabric()} carry, from ONOS's port statistics.
     *
     * @return the latest measurement; all unknown before the first
     */
    default LinkUtilisation utilisation() {
        return LinkUtilisation.unknown(fabric());
    }
}
