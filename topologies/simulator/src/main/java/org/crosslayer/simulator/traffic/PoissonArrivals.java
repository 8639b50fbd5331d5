// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Connections that come independently of each other (a Poisson process) and whose sizes are heavy-tailed.
 */
public final class PoissonArrivals {

    private PoissonArrivals() {
    }

    /**
     * Draws the arrivals of some time.
     *
     * @param perSecond mean number of arrivals in a second
     * @param meanBits  mean size
     * @param seconds   until when
     * @param random    source of chance
     * @return in the order of time
     */
    public static List<Arrival> draw(double perSecond, double meanBits, double seconds, SplittableRandom random) {
        Sizes sizes = new Sizes(meanBits);
        List<Arrival> arrivals = new ArrayList<>();
        double at = 0;
        while (true) {
            at -= Math.log(1 - random.nextDouble()) / perSecond;
            if (at >= seconds) {
                return arrivals;
            }
            arrivals.add(new Arrival(at, sizes.draw(random)));
        }
    }
}
