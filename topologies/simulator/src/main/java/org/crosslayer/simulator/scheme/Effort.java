// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.scheme;

/**
 * What a scheme has done so far.
 *
 * @param plans       connections planned
 * @param planNanos   time that took
 * @param moves       changes made to connections after their arrival
 * @param repairNanos time that finding them took
 */
public record Effort(long plans, long planNanos, long moves, long repairNanos) {

    /** Of a scheme that plans nothing. */
    public static final Effort NONE = new Effort(0, 0, 0, 0);

    /**
     * Speed of planning.
     *
     * @return plans per second, 0 if there were none
     */
    public double plansPerSecond() {
        return planNanos == 0 ? 0 : plans * 1e9 / planNanos;
    }

    /**
     * Speed of repairing.
     *
     * @return moves found per second, 0 if there were none
     */
    public double movesPerSecond() {
        return repairNanos == 0 ? 0 : moves * 1e9 / repairNanos;
    }
}
