// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.run;

import java.util.Arrays;

/**
 * The connections' rates as fractions of their optimum.
 *
 * @param mean  sum of the rates / sum of the optima
 * @param p1    1st percentile of the connections' fractions: the largest that 99 % of them reach
 * @param worst smallest of the connections' fractions
 * @param jain  Jain's fairness index of the connections' fractions
 */
public record Distribution(double mean, double p1, double worst, double jain) {

    /** Connections without an optimum (cut off from their peer) are left out. */
    static Distribution of(double[] rates, double[] optima) {
        double rateSum = 0;
        double optimumSum = 0;
        for (int i = 0; i < rates.length; i++) {
            rateSum += rates[i];
            optimumSum += optima[i];
        }
        double[] fractions = fractions(rates, optima);
        double sum = Arrays.stream(fractions).sum();
        double squares = Arrays.stream(fractions).map(fraction -> fraction * fraction).sum();
        return new Distribution(optimumSum == 0 ? 0 : rateSum / optimumSum, quantile(fractions, 0.01),
                quantile(fractions, 0), squares == 0 ? 0 : sum * sum / (fractions.length * squares));
    }

    /** Fractions in ascending order. */
    static double[] fractions(double[] rates, double[] optima) {
        double[] fractions = new double[rates.length];
        int count = 0;
        for (int i = 0; i < rates.length; i++) {
            if (optima[i] > 0) {
                fractions[count++] = rates[i] / optima[i];
            }
        }
        double[] sorted = Arrays.copyOf(fractions, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** The value that a part of the ascending values is below. */
    static double quantile(double[] ascending, double part) {
        return ascending.length == 0 ? 0
                : ascending[Math.min(ascending.length - 1, (int) Math.floor(part * ascending.length))];
    }
}
