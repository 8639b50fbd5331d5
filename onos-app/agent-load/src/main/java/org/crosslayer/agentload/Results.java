// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** The figures of a run, by name, and its course second by second. */
final class Results {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MEDIAN = 50;
    private static final double LATE = 99;

    private final Map<String, String> figures = new LinkedHashMap<>();
    private final List<String> course = new ArrayList<>(List.of(
        "second,reports,arrivals,plans,decision_p50_ms,decision_p99_ms,onos_cores,generator_cores"));

    void put(String name, double value) {
        figures.put(name, value == Math.rint(value) && Math.abs(value) < 1e15 ? String.valueOf((long) value)
            : String.format(Locale.ROOT, "%.2f", value));
    }

    void put(String name, String value) {
        figures.put(name, value);
    }

    /** Median, 99th percentile and most, in milliseconds. */
    void put(String name, Histogram nanos) {
        put(name + "_p50_ms", percentile(nanos, MEDIAN));
        put(name + "_p99_ms", percentile(nanos, LATE));
        put(name + "_max_ms", nanos.getMaxValue() / NANOS_PER_MILLI);
    }

    private static double percentile(Histogram nanos, double percent) {
        return nanos.getValueAtPercentile(percent) / NANOS_PER_MILLI;
    }

    void second(int second, Score.Counts counts, Histogram decisions, double onosCores, double ownCores) {
        course.add(String.format(Locale.ROOT, "%d,%d,%d,%d,%.3f,%.3f,%.2f,%.2f", second, counts.reports(),
            counts.arrived(), decisions.getTotalCount(), percentile(decisions, MEDIAN), percentile(decisions, LATE),
            onosCores, ownCores));
    }

    /** A line for each figure. */
    String table() {
        return figures.entrySet().stream().map(entry -> String.format("  %-34s %s", entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("\n"));
    }

    /** Writes agents.csv and course.csv. */
    void write(Path folder) throws IOException {
        Files.write(folder.resolve("agents.csv"), List.of(String.join(",", figures.keySet()),
            String.join(",", figures.values())));
        Files.write(folder.resolve("course.csv"), course);
    }
}
