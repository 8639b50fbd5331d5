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
    private final List<String> questions = new ArrayList<>(List.of(
        "question,bytes,times,p50_ms,max_ms,onos_cpu_ms"));
    private Map<String, String> current = common;
    private int rate;

    /**
     * What follows is of this load.
     *
     * @param meanwhile what people and programs ask beside the agents
     */
    void load(int reportsPerSecond, String meanwhile) {
        rate = reportsPerSecond;
        current = new LinkedHashMap<>();
        loads.add(current);
        put("asked_reports_per_s", reportsPerSecond);
        put("beside", meanwhile);
        put("listeners", 0);
        put("messages_per_listener_per_s", 0);
        put("kib_per_listener_per_s", 0);
    }

    /** A line about a question that was asked. */
    void question(String line) {
        questions.add(line);
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
        for (String line : questions.size() > 1 ? questions : List.<String>of()) {
            String[] cells = line.split(",");
            text.append(String.format("  %-28s", cells[0]));
            for (int cell = 1; cell < cells.length; cell++) {
                text.append(String.format(" %12s", cells[cell]));
            }
            text.append(String.format("%n"));
        }
        return text.toString().stripTrailing();
    }

    /** Writes agents.csv, a line for each load, course.csv, and rest.csv if anything was asked. */
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
        if (questions.size() > 1) {
            Files.write(folder.resolve("rest.csv"), questions);
        }
    }
}
