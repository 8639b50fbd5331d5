// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dashboard and alerts ask for nothing but what this node tells. */
class MonitoringTest {
    private static final Pattern NAME = Pattern.compile("\\bcrosslayer_controller_[a-z_]+");
    private static final Pattern SELECTOR = Pattern.compile("(crosslayer_controller_[a-z_]+)\\{([^}]*)\\}");
    private static final Pattern LABEL = Pattern.compile("\\b(origin|result|state)=\"([a-z_]+)\"");

    private final TestNode node = new TestNode();

    @BeforeEach
    void start() {
        node.start();
    }

    @AfterEach
    void stop() {
        node.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grafana-dashboard.json", "alerts.yml"})
    void shouldUseNamesThatAreThere(String file) throws Exception {
        String text = Files.readString(Path.of("monitoring", file));
        Set<String> used = names(text);

        assertThat(used).hasSizeGreaterThan(5);
        assertThat(names(node.text())).containsAll(used);
    }

    @Test
    void shouldAlertOnLabelsThatAreThere() throws Exception {
        String exposed = node.text();
        Matcher selectors = SELECTOR.matcher(Files.readString(Path.of("monitoring", "alerts.yml")));
        int labels = 0;
        while (selectors.find()) {
            Matcher label = LABEL.matcher(selectors.group(2));
            while (label.find()) {
                labels++;
                assertThat(exposed).contains(selectors.group(1) + "{" + label.group());
            }
        }
        assertThat(labels).isPositive();
    }

    @Test
    void shouldShowEveryMetric() throws Exception {
        JsonNode dashboard = new ObjectMapper().readTree(Path.of("monitoring", "grafana-dashboard.json").toFile());
        Set<String> shown = new TreeSet<>();
        dashboard.get("panels").forEach(panel -> panel.get("targets").forEach(target ->
            shown.addAll(names(target.get("expr").asText()))));

        Set<String> families = new TreeSet<>();
        node.text().lines().filter(line -> line.startsWith("# TYPE ")).map(line -> line.split(" ")[2])
            .forEach(families::add);
        families.removeIf(family -> shown.stream().anyMatch(name -> name.startsWith(family)));
        assertThat(families).as("in no panel").isEmpty();
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    /** Where the bytes of the exposition are UTF-8. */
    static String utf8(byte[] text) {
        return new String(text, UTF_8);
    }
}
