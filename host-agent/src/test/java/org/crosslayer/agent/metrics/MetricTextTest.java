// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.crosslayer.agent.metrics.MetricText.Type;
import org.junit.jupiter.api.Test;

class MetricTextTest {
    @Test
    void shouldWriteOpenMetrics() {
        String text = new MetricText(true).gauge("a_seconds", "How long.", 1.5)
            .family("b", Type.COUNTER, "How many.").sample(3, "by", "x", "result", "done").sample(4, "by", "y").end();

        assertThat(text).isEqualTo("""
            # HELP a_seconds How long.
            # TYPE a_seconds gauge
            a_seconds 1.5
            # HELP b How many.
            # TYPE b counter
            b_total{by="x",result="done"} 3
            b_total{by="y"} 4
            # EOF
            """);
        assertThat(Exposition.read(text).value("b_total{by=\"y\"}")).isEqualTo(4);
    }

    @Test
    void shouldWriteTheOlderFormat() {
        assertThat(new MetricText(false).counter("b", "How \"many\".", 3).end()).isEqualTo("""
            # HELP b_total How "many".
            # TYPE b_total counter
            b_total 3
            """);
    }

    @Test
    void shouldEscapeWhatWouldEndALabel() {
        String text = new MetricText(true).family("a", Type.GAUGE, "One\nline \\ of \"help\".")
            .sample(1, "name", "back\\slash \"quote\"\nnext, {brace} = é").end();

        assertThat(text).contains("# HELP a One\\nline \\\\ of \\\"help\\\".\n")
            .contains("a{name=\"back\\\\slash \\\"quote\\\"\\nnext, {brace} = é\"} 1\n");
        assertThat(text.lines()).hasSize(4);
        Exposition.read(text);
    }

    @Test
    void shouldWriteNumbersAsTheyAre() {
        String text = new MetricText(true).gauge("a", "A.", 1e-4).gauge("b", "B.", 1_790_000_000_000L)
            .gauge("c", "C.", Double.NaN).gauge("d", "D.", Double.POSITIVE_INFINITY).gauge("e", "E.", -0.25).end();

        assertThat(text).contains("\na 0.0001\n").contains("\nb 1790000000000\n").contains("\nc NaN\n")
            .contains("\nd +Inf\n").contains("\ne -0.25\n");
    }

    @Test
    void shouldCountBelowEachLimit() {
        Histogram histogram = new Histogram();
        histogram.observe(100_000);
        histogram.observe(100_001);
        histogram.observe(700_000);
        histogram.observe(20_000_000_000L);

        Exposition text = Exposition.read(new MetricText(true).histogram("t_seconds", "T.", histogram).end());

        assertThat(text.value("t_seconds_bucket{le=\"0.0001\"}")).isEqualTo(1);
        assertThat(text.value("t_seconds_bucket{le=\"0.00025\"}")).isEqualTo(2);
        assertThat(text.value("t_seconds_bucket{le=\"0.001\"}")).isEqualTo(3);
        assertThat(text.value("t_seconds_bucket{le=\"10\"}")).isEqualTo(3);
        assertThat(text.value("t_seconds_count")).isEqualTo(4);
        assertThat(text.value("t_seconds_sum")).isEqualTo(20.000900001);
    }
}
