// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.run;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one run of one scheme has given.
 */
public final class Result {

    private static final double DIGITS = 1e5;

    private final Map<String, Object> row = new LinkedHashMap<>();
    private final Distribution distribution;
    private final double[] fractions;

    Result(Scenario scenario, String scheme, long seed, double[] rates, double[] optima) {
        this.distribution = Distribution.of(rates, optima);
        this.fractions = Distribution.fractions(rates, optima);
        row.put("topology", scenario.topology());
        row.put("hosts", scenario.cabling().hostCount());
        row.put("traffic", scenario.traffic());
        row.put("scheme", scheme);
        row.put("seed", seed);
        put("mean", distribution.mean());
        put("p1", distribution.p1());
        put("worst", distribution.worst());
        put("jain", distribution.jain());
    }

    Result put(String name, double value) {
        row.put(name, Math.round(value * DIGITS) / DIGITS);
        return this;
    }

    Result put(String name, long value) {
        row.put(name, value);
        return this;
    }

    /**
     * Every value by its name: what JSON and CSV get.
     *
     * @return in the order of the columns
     */
    public Map<String, Object> row() {
        return row;
    }

    /**
     * A number of the row.
     *
     * @param name its column
     * @return NaN if the row has none of that name
     */
    public double number(String name) {
        return row.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /**
     * Name of the scheme.
     *
     * @return as the user wrote it
     */
    public String scheme() {
        return (String) row.get("scheme");
    }

    /**
     * Fractions of the optimum of all connections.
     *
     * @return in ascending order
     */
    public double[] fractions() {
        return fractions;
    }
}
