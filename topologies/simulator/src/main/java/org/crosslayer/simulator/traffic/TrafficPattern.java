// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.traffic;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A set of connections that send for ever and as much as they may.
 */
public interface TrafficPattern {

    /**
     * Draws the connections.
     *
     * @param hosts  number of hosts, at least 2
     * @param random source of chance
     * @return in the order of their arrival
     */
    List<Demand> draw(int hosts, SplittableRandom random);
}
