// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads OpenMetrics 1.0 text strictly: what Prometheus would refuse, or would be bad style, fails the test. */
public final class Exposition {
    private static final Pattern META = Pattern.compile("# (HELP|TYPE) ([a-z_][a-z0-9_]*) (.+)");
    private static final Pattern SAMPLE = Pattern.compile(
        "([a-z_][a-z0-9_]*)(\\{(?:[a-z_]+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"(?:,(?!\\})|(?=\\})))+\\})? (\\S+)");

    private final Map<String, Double> samples = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private String family = "";

    private Exposition() {
    }

    /** Reads a whole answer. */
    public static Exposition read(String text) {
        assertThat(text).endsWith("\n# EOF\n");
        Exposition exposition = new Exposition();
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.remove(lines.size() - 1);
        Set<String> helped = new HashSet<>();
        for (String line : lines) {
            Matcher meta = META.matcher(line);
            if (!meta.matches()) {
                exposition.sample(line);
            } else if (meta.group(1).equals("HELP")) {
                assertThat(helped.add(meta.group(2))).as("a family once: %s", line).isTrue();
                exposition.family = meta.group(2);
            } else {
                assertThat(meta.group(2)).as("type follows help").isEqualTo(exposition.family);
                exposition.types.put(meta.group(2), meta.group(3));
            }
        }
        exposition.checkHistograms();
        return exposition;
    }

    private void sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as("a sample: %s", line).isTrue();
        String ending = switch (types.get(family)) {
            case "counter" -> "_total";
            case "gauge" -> "";
            default -> "_(bucket|count|sum)";
        };
        assertThat(sample.group(1)).as("of the family").matches(family + ending);
        assertThat(family).as("units and kinds are not in counters' names").doesNotEndWith("_total");
        String name = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
        double value = Double.parseDouble(sample.group(3));
        assertThat(samples.put(name, value)).as("once: %s", line).isNull();
        assertThat(types.get(family).equals("counter") && value < 0).as("counters do not fall: %s", line).isFalse();
    }

    private void checkHistograms() {
        types.forEach((name, type) -> {
            if (type.equals("histogram")) {
                assertThat(samples).containsKeys(name + "_sum", name + "_count", name + "_bucket{le=\"+Inf\"}");
                assertThat(samples.get(name + "_bucket{le=\"+Inf\"}")).isEqualTo(samples.get(name + "_count"));
            }
        });
    }

    /** The value of a sample by its name with labels. */
    public double value(String name) {
        assertThat(samples).containsKey(name);
        return samples.get(name);
    }

    /** Names of families. */
    public Set<String> families() {
        return types.keySet();
    }
}
