// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.standing;

import java.util.function.BiFunction;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.plan.Placement;

/** Lets one look at the load of all connections, under its lock. */
public interface Advisor {

    /**
     * Asks something of the placement.
     *
     * @param question given the placement and the network that it is in; must not change it
     * @param <T>      kind of answer
     * @return the answer
     */
    <T> T consult(BiFunction<Placement, Fabric, T> question);
}
