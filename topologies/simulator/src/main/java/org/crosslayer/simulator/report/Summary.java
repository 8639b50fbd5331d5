// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crosslayer.simulator.run.Result;

/**
 * The table: one line for each scheme, over all seeds.
 */
public final class Summary {

    private static final List<String> HEADS = List.of("scheme", "mean", "1st pct", "worst", "Jain", "subflows",
            "active", "moves/conn", "useless", "plans/s", "moves/s");

    private Summary() {
    }

    /**
     * Makes it.
     *
     * @param results of all schemes and seeds
     * @return lines
     */
    public static String of(List<Result> results) {
        Map<String, List<Result>> byScheme = new LinkedHashMap<>();
        results.forEach(result -> byScheme.computeIfAbsent(result.scheme(), key -> new ArrayList<>()).add(result));
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADS);
        byScheme.forEach((scheme, runs) -> lines.add(List.of(scheme, number(mean(runs, "mean"), 3),
                number(mean(runs, "p1"), 3), number(least(runs, "worst"), 3), number(mean(runs, "jain"), 3),
                positive(mean(runs, "subflows_mean"), 2), positive(mean(runs, "active_subflows_mean"), 2),
                planned(runs) ? number(mean(runs, "moves_per_connection"), 2) : "-",
                useless(runs),
                positive(mean(runs, "plans_per_second"), 0), positive(mean(runs, "moves_per_second"), 0))));
        return aligned(lines);
    }

    /**
     * What the fractions refer to.
     *
     * @param results of all schemes and seeds
     * @return end of a sentence
     */
    public static String optimum(List<Result> results) {
        double ofNic = mean(results, "optimum_of_nic");
        if (Double.isNaN(ofNic)) {
            return "what the connections present would get as fluids.";
        }
        if (Double.isNaN(mean(results, "failed_links"))) {
            return number(ofNic, 3) + " of the hosts' link rate.";
        }
        double reached = mean(results, "optimum_reached");
        return number(ofNic, 3) + " of the hosts' link rate (an upper bound; "
                + (reached > 0 ? number(reached, 4) + " of it can be carried)."
                : "the network is too large to check it).");
    }

    private static boolean planned(List<Result> runs) {
        return mean(runs, "plans_per_second") > 0;
    }

    /** Part of the moved connections whose moves were useless. */
    private static String useless(List<Result> runs) {
        double moved = mean(runs, "moved_connections");
        return moved > 0 ? number(mean(runs, "useless_moved_connections") / moved, 3) : "-";
    }

    private static double mean(List<Result> runs, String column) {
        return runs.stream().mapToDouble(result -> result.number(column)).average().orElse(Double.NaN);
    }

    private static double least(List<Result> runs, String column) {
        return runs.stream().mapToDouble(result -> result.number(column)).min().orElse(Double.NaN);
    }

    private static String positive(double value, int digits) {
        return value > 0 ? number(value, digits) : "-";
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String aligned(List<List<String>> lines) {
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        lines.forEach(line -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        List<String> rule = new ArrayList<>();
        for (int width : widths) {
            rule.add("-".repeat(width));
        }
        List<List<String>> ruled = new ArrayList<>(lines);
        ruled.add(1, rule);
        StringBuilder text = new StringBuilder();
        for (List<String> line : ruled) {
            for (int i = 0; i < columns; i++) {
                String format = i == 0 ? "%-" + widths[i] + "s" : "  %" + widths[i] + "s";
                text.append(String.format(format, line.get(i)));
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }
}
