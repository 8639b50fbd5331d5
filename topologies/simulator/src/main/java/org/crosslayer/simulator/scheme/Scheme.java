// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.scheme;

import org.crosslayer.fabric.Fabric;

/**
 * Decides which further subflows connections get. One instance serves one run.
 */
public interface Scheme {

    /**
     * A connection has been opened: give it its further subflows.
     *
     * @param connection has its initial subflow
     */
    void open(Connection connection);

    /**
     * A connection ends; its subflows are still there.
     *
     * @param connection opened before
     */
    default void close(Connection connection) {
    }

    /**
     * The network has changed, and the connections' subflows have been sent where its hashes say now.
     *
     * @param next the network from now on
     */
    default void change(Fabric next) {
    }

    /**
     * Improves what is there.
     *
     * @param most at most so many moves
     * @return moves made
     */
    default int improve(int most) {
        return 0;
    }

    /**
     * What it has done.
     *
     * @return counts and times of the run so far
     */
    default Effort effort() {
        return Effort.NONE;
    }
}
