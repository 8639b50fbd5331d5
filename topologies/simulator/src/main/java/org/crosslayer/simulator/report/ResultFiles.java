// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.report;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosslayer.simulator.run.Result;

/**
 * The files of a simulation.
 */
public final class ResultFiles {

    private static final int QUANTILES = 400;

    private ResultFiles() {
    }

    /**
     * One row for each run, for programs.
     *
     * @param results of all schemes and seeds
     * @param file    where to
     * @throws IOException if it cannot be written
     */
    public static void json(List<Result> results, Path file) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("experiment", "simulate");
        document.put("rows", results.stream().map(Result::row).toList());
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(document) + "\n");
    }

    /**
     * One line for each run; a run leaves empty what it has no value for.
     *
     * @param results of all schemes and seeds
     * @param file    where to
     * @throws IOException if it cannot be written
     */
    public static void csv(List<Result> results, Path file) throws IOException {
        Set<String> columns = new LinkedHashSet<>();
        results.forEach(result -> columns.addAll(result.row().keySet()));
        List<String> lines = new ArrayList<>();
        lines.add(String.join(",", columns));
        for (Result result : results) {
            lines.add(columns.stream().map(column -> String.valueOf(result.row().getOrDefault(column, "")))
                    .collect(Collectors.joining(",")));
        }
        Files.write(file, lines);
    }

    /**
     * How the connections' rates are distributed, for each scheme over all seeds: the fraction of the optimum that a
     * part of the connections stays below.
     *
     * @param results of all schemes and seeds
     * @param file    where to
     * @throws IOException if it cannot be written
     */
    public static void quantiles(List<Result> results, Path file) throws IOException {
        Map<String, List<double[]>> byScheme = new LinkedHashMap<>();
        results.forEach(result -> byScheme.computeIfAbsent(result.scheme(), key -> new ArrayList<>())
                .add(result.fractions()));
        List<String> lines = new ArrayList<>();
        lines.add("scheme,part,fraction");
        byScheme.forEach((scheme, runs) -> {
            double[] all = runs.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
            for (int i = 0; i <= QUANTILES && all.length > 0; i++) {
                int index = (int) Math.round((double) i / QUANTILES * (all.length - 1));
                lines.add(String.format(Locale.ROOT, "%s,%.4f,%.5f", scheme, (double) i / QUANTILES, all[index]));
            }
        });
        Files.write(file, lines);
    }
}
