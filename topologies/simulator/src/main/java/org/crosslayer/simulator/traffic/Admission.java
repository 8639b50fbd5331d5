// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.traffic;

import java.util.SplittableRandom;

/**
 * Says between which hosts an arriving connection is.
 */
public interface Admission {

    /**
     * Draws the hosts of a connection.
     *
     * @param random source of chance
     * @return null if the connection has to wait until another one ends
     */
    Demand admit(SplittableRandom random);

    /**
     * A connection has ended.
     *
     * @param demand its hosts
     */
    void leave(Demand demand);

    /**
     * Any two hosts, however much they have to do already.
     *
     * @param hosts number of hosts, at least 2
     * @return never makes anybody wait
     */
    static Admission anyPair(int hosts) {
        return new Admission() {
            @Override
            public Demand admit(SplittableRandom random) {
                int sender = random.nextInt(hosts);
                return new Demand(sender, Patterns.other(sender, hosts, random));
            }

            @Override
            public void leave(Demand demand) {
                // Nothing to give back.
            }
        };
    }
}
