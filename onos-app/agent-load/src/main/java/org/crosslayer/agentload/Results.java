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
import org.HdrHistogram.Histogram;

/** The figures of a run by name: those of the run, and those of each load; and its course second by second. */
final class Results {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MEDIAN = 50;
    private static final double LATE = 99;

    private final Map<String, String> common = new LinkedHashMap<>();
    private final List<Map<String, String>> loads = new ArrayList<>();
    private final List<String> course = new ArrayList<>(List.of(
        "rate,second,reports,arrivals,plans,decision_p50_ms,decision_p99_ms,onos_cores,generator_cores"));
    private Map<String, String> current = common;
    private int rate;

    /** What follows is of this load. */
    void load(int reportsPerSecond) {
        rate = reportsPerSecond;
        current = new LinkedHashMap<>();
        loads.add(current);
        put("asked_reports_per_s", reportsPerSecond);
    }

    /** What follows is of the whole run. */
    void common() {
        current = common;
    }

    void put(String name, double value) {
        current.put(name, value == Math.rint(value) && Math.abs(value) < 1e15 ? String.valueOf((long) value)
            : String.format(Locale.ROOT, "%.2f", value));
    }

    void put(String name, String value) {
        current.put(name, value);
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
        course.add(String.format(Locale.ROOT, "%d,%d,%d,%d,%d,%.3f,%.3f,%.2f,%.2f", rate, second, counts.reports(),
            counts.arrived(), decisions.getTotalCount(), percentile(decisions, MEDIAN), percentile(decisions, LATE),
            onosCores, ownCores));
    }

    /** A line for each figure, with a column for each load. */
    String table() {
        StringBuilder text = new StringBuilder();
        common.forEach((name, value) -> text.append(String.format("  %-28s %s%n", name, value)));
        if (!loads.isEmpty()) {
            for (String name : loads.get(0).keySet()) {
                text.append(String.format("  %-28s", name));
                loads.forEach(load -> text.append(String.format(" %12s", load.get(name))));
                text.append(String.format("%n"));
            }
        }
        return text.toString().stripTrailing();
    }

    /** Writes agents.csv, a line for each load, and course.csv. */
    void write(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map<String, String> load : loads) {
            if (lines.isEmpty()) {
                lines.add(String.join(",", common.keySet()) + "," + String.join(",", load.keySet()));
            }
            lines.add(String.join(",", common.values()) + "," + String.join(",", load.values()));
        }
        Files.write(folder.resolve("agents.csv"), lines);
        Files.write(folder.resolve("course.csv"), course);
    }
}
