// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.network;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which cables between routers work, and how fast: an immutable fraction of the full rate for each, 0 for one that
 * has failed. Both directions share the fate of their cable.
 */
public final class CableState {

    private final double[] fractions;

    private CableState(double[] fractions) {
        this.fractions = fractions;
    }

    /**
     * Everything works.
     *
     * @param cabling the network
     * @return the state
     */
    public static CableState intact(Cabling cabling) {
        double[] fractions = new double[cabling.cableCount()];
        Arrays.fill(fractions, 1);
        return new CableState(fractions);
    }

    /**
     * Some more cables, drawn at random among those in full working order, change.
     *
     * @param count    how many; no more than work
     * @param fraction of its rate that each keeps, 0 if it fails
     * @param random   chooses them
     * @return the new state
     */
    public CableState with(int count, double fraction, SplittableRandom random) {
        int[] working = IntStream.range(0, fractions.length).filter(i -> fractions[i] == 1).toArray();
        if (count > working.length) {
            throw new IllegalArgumentException("there are " + working.length + " working links, not " + count);
        }
        double[] changed = fractions.clone();
        for (int i = 0; i < count; i++) {
            int drawn = i + random.nextInt(working.length - i);
            changed[working[drawn]] = fraction;
            working[drawn] = working[i];
        }
        return new CableState(changed);
    }

    /**
     * What a cable can carry.
     *
     * @param cable its number
     * @return fraction of its full rate, 0 if it has failed
     */
    public double fraction(int cable) {
        return fractions[cable];
    }

    /**
     * Whether everything works at its full rate.
     *
     * @return true if so
     */
    public boolean allIntact() {
        return Arrays.stream(fractions).allMatch(fraction -> fraction == 1);
    }
}
