// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.benchmarks;

import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * One figure of a run, as it is printed and written.
 */
final class Measurement {

    /** First line of the CSV file. */
    static final String CSV_HEADER = "benchmark,parameters,score,error,unit,bytes_per_operation";

    private final String benchmark;
    private final String parameters;
    private final double score;
    private final double error;
    private final String unit;
    private final double bytes;

    Measurement(RunResult result) {
        String name = result.getParams().getBenchmark();
        int method = name.lastIndexOf('.');
        benchmark = name.substring(name.lastIndexOf('.', method - 1) + 1);
        StringBuilder text = new StringBuilder();
        for (String key : result.getParams().getParamsKeys()) {
            text.append(text.length() == 0 ? "" : " ").append(key).append('=')
                    .append(result.getParams().getParam(key));
        }
        parameters = text.toString();
        score = result.getPrimaryResult().getScore();
        error = result.getPrimaryResult().getScoreError();
        unit = result.getPrimaryResult().getScoreUnit();
        Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
        bytes = allocated == null ? Double.NaN : allocated.getScore();
    }

    String csv() {
        return String.format(Locale.ROOT, "%s,%s,%.1f,%s,%s,%s", benchmark, parameters, score,
                Double.isNaN(error) ? "" : String.format(Locale.ROOT, "%.1f", error), unit,
                Double.isNaN(bytes) ? "" : String.format(Locale.ROOT, "%.0f", bytes));
    }

    String json() {
        return String.format(Locale.ROOT, "{\"benchmark\": \"%s\", \"parameters\": \"%s\", \"score\": %.1f, "
                + "\"error\": %s, \"unit\": \"%s\", \"bytesPerOperation\": %s}", benchmark, parameters, score,
                Double.isNaN(error) ? "null" : String.format(Locale.ROOT, "%.1f", error), unit,
                Double.isNaN(bytes) ? "null" : String.format(Locale.ROOT, "%.0f", bytes));
    }

    /** A line of the table. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%-28s %-36s %,14.1f %10s %-6s %12s", benchmark, parameters, score,
                Double.isNaN(error) ? "" : String.format(Locale.ROOT, "± %,.1f", error), unit,
                Double.isNaN(bytes) ? "" : String.format(Locale.ROOT, "%,.0f B/op", bytes));
    }
}
