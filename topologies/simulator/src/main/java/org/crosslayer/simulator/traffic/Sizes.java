// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.traffic;

import java.util.SplittableRandom;

/**
 * Heavy-tailed sizes: a Pareto distribution cut off at a largest size, drawn by inversion. With shape 1.2 and a
 * largest size of a thousand times the smallest, a tenth of the connections carries about 60 % of the bytes.
 */
public final class Sizes {

    private static final double SHAPE = 1.2;
    private static final double LARGEST_TO_SMALLEST = 1_000;

    private final double smallest;

    /**
     * Sizes of a given mean.
     *
     * @param mean in any unit
     */
    public Sizes(double mean) {
        // Mean of the bounded Pareto distribution with smallest size 1.
        double unit = SHAPE / (SHAPE - 1) * (1 - Math.pow(LARGEST_TO_SMALLEST, 1 - SHAPE))
                / (1 - Math.pow(LARGEST_TO_SMALLEST, -SHAPE));
        smallest = mean / unit;
    }

    /**
     * Draws one.
     *
     * @param random source of chance
     * @return in the unit of the mean
     */
    public double draw(SplittableRandom random) {
        double tail = 1 - random.nextDouble() * (1 - Math.pow(LARGEST_TO_SMALLEST, -SHAPE));
        return smallest * Math.pow(tail, -1 / SHAPE);
    }
}
