// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.scheme;

import org.crosslayer.ecmp.FiveTuple;

/**
 * One subflow and where the network takes its data.
 */
public final class Subflow {

    private final FiveTuple flow;
    private boolean backup;
    private int[] path;

    Subflow(FiveTuple flow, int[] path) {
        this.flow = flow;
        this.path = path;
    }

    /**
     * Addresses and ports.
     *
     * @return in the direction of the SYN
     */
    public FiveTuple flow() {
        return flow;
    }

    /**
     * Whether it carries data only while no other subflow of its connection can.
     *
     * @return true for a backup
     */
    public boolean backup() {
        return backup;
    }

    /**
     * Links that its data cross.
     *
     * @return numbers in the present fabric snapshot, not to be changed; null if the network does not deliver
     */
    public int[] path() {
        return path;
    }

    void demote() {
        backup = true;
    }

    void moveTo(int[] links) {
        path = links;
    }
}
