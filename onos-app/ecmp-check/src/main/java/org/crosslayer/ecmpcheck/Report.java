// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmpcheck;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many rows the models predict, for people and for programs.
 */
final class Report {

    private final String file;
    private final List<Observation> observations;
    private final List<Observation> mismatches;
    private final Map<Key, Count> groups = new TreeMap<>();

    Report(String file, List<Observation> observations) {
        this.file = file;
        this.observations = observations;
        this.mismatches = observations.stream().filter(row -> !row.matched()).toList();
        for (Observation row : observations) {
            groups.computeIfAbsent(new Key(row.family(), row.model(), row.group()), key -> new Count()).add(row);
        }
    }

    boolean perfect() {
        return mismatches.isEmpty();
    }

    /** The table, and the mismatches, but not more than so many. */
    String text(int most) {
        StringBuilder text = new StringBuilder(line("rows", "matched", "rate", "family", "model and next hops"));
        groups.forEach((key, count) -> text.append(line(Integer.toString(count.rows), Integer.toString(count.matched),
                percent(count.matched, count.rows), key.family, key.model + ", " + key.group)));
        int matched = observations.size() - mismatches.size();
        text.append('\n').append(matched).append(" of ").append(observations.size()).append(" rows predicted: ")
                .append(percent(matched, observations.size())).append('\n');
        mismatches.stream().limit(most).forEach(row -> text.append("  ").append(row).append('\n'));
        if (mismatches.size() > most) {
            text.append("  and ").append(mismatches.size() - most).append(" more: --all shows them\n");
        }
        return text.toString();
    }

    /** The same, complete. */
    String json() {
        JsonObject root = new JsonObject();
        root.addProperty("file", file);
        int matched = observations.size() - mismatches.size();
        count(root, observations.size(), matched);
        JsonArray parts = new JsonArray();
        groups.forEach((key, count) -> {
            JsonObject part = new JsonObject();
            part.addProperty("family", key.family);
            part.addProperty("model", key.model);
            part.addProperty("group", key.group);
            count(part, count.rows, count.matched);
            parts.add(part);
        });
        root.add("groups", parts);
        JsonArray wrong = new JsonArray();
        mismatches.forEach(row -> wrong.add(json(row)));
        root.add("mismatches", wrong);
        return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root) + "\n";
    }

    private static void count(JsonObject json, int rows, int matched) {
        json.addProperty("rows", rows);
        json.addProperty("matched", matched);
        json.addProperty("rate", (double) matched / rows);
    }

    private static JsonObject json(Observation row) {
        JsonObject json = new JsonObject();
        json.addProperty("line", row.line());
        json.addProperty("src", row.flow().source().toString());
        json.addProperty("sport", row.flow().sourcePort());
        json.addProperty("dst", row.flow().destination().toString());
        json.addProperty("dport", row.flow().destinationPort());
        json.addProperty("model", row.hash());
        json.addProperty("group", row.group());
        json.addProperty("predicted", row.predicted());
        json.addProperty("observed", row.observed());
        return json;
    }

    /** Rounded down, so that only all is 100 %. */
    private static String percent(int part, int whole) {
        return String.format(Locale.ROOT, "%.2f %%", Math.floor(1e4 * part / whole) / 100);
    }

    private static String line(String rows, String matched, String rate, String family, String rest) {
        return String.format("%8s  %8s  %8s  %-6s  %s%n", rows, matched, rate, family, rest);
    }

    /** What rows are counted together by. */
    private record Key(String family, String model, String group) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }
    }

    /** Rows of one group. */
    private static final class Count {
        private int rows;
        private int matched;

        void add(Observation row) {
            rows++;
            matched += row.matched() ? 1 : 0;
        }
    }
}
