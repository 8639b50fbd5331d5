// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.metrics;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * Writes metrics as text: OpenMetrics 1.0, or the older format of Prometheus 0.0.4, which names counters with their
 * ending and has no mark of the end. One family after the other, each begun by its type and help.
 */
public final class MetricText {
    /** Kinds of families. */
    public enum Type { GAUGE, COUNTER, HISTOGRAM }

    public static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    public static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder(8192);
    private final boolean openMetrics;
    private String name = "";
    private Type type = Type.GAUGE;

    /** @param openMetrics else the older format */
    public MetricText(boolean openMetrics) {
        this.openMetrics = openMetrics;
    }

    /**
     * Begins a family.
     *
     * @param familyName without {@code _total}
     * @param help one sentence
     */
    public MetricText family(String familyName, Type familyType, String help) {
        name = familyName;
        type = familyType;
        String shown = type == Type.COUNTER && !openMetrics ? name + "_total" : name;
        text.append("# HELP ").append(shown).append(' ');
        escape(help, openMetrics).append('\n');
        text.append("# TYPE ").append(shown).append(' ').append(type.name().toLowerCase(Locale.ROOT))
            .append('\n');
        return this;
    }

    /** A value of the family. Labels: name, value, name, value... */
    public MetricText sample(double value, String... labels) {
        return line(type == Type.COUNTER ? "_total" : "", value, labels);
    }

    /** A family of one gauge without labels. */
    public MetricText gauge(String familyName, String help, double value) {
        return family(familyName, Type.GAUGE, help).sample(value);
    }

    /** A family of one counter without labels. */
    public MetricText counter(String familyName, String help, long value) {
        return family(familyName, Type.COUNTER, help).sample(value);
    }

    /** A family of one histogram. */
    public MetricText histogram(String familyName, String help, Histogram histogram) {
        family(familyName, Type.HISTOGRAM, help);
        Histogram.State state = histogram.state();
        for (int i = 0; i < state.upTo().size(); i++) {
            line("_bucket", state.cumulative().get(i), "le", number(state.upTo().get(i)));
        }
        line("_bucket", state.count(), "le", "+Inf");
        line("_count", state.count());
        return line("_sum", state.sum());
    }

    private MetricText line(String ending, double value, String... labels) {
        text.append(name).append(ending);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            escape(labels[i + 1], true).append('"');
        }
        text.append(labels.length == 0 ? " " : "} ").append(number(value)).append('\n');
        return this;
    }

    private StringBuilder escape(String raw, boolean quotes) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '"' -> text.append(quotes ? "\\\"" : "\"");
                default -> text.append(c);
            }
        }
        return text;
    }

    /** Whole numbers without a point, others as short as they are. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1L << 53 ? Long.toString((long) value)
            : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** All that was written, complete. */
    public String end() {
        return openMetrics ? text + "# EOF\n" : text.toString();
    }
}
