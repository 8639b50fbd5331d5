// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.KernelFollower;
import org.crosslayer.agent.controller.ControllerAddress;
import org.crosslayer.agent.controller.LinkCounters;
import org.crosslayer.agent.metrics.MetricText;
import org.crosslayer.agent.standing.PoolSink;
import org.crosslayer.agent.standing.StandingPlans;
import org.crosslayer.agent.subflows.FakePathManager;
import org.crosslayer.agent.subflows.OpenCounters;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The project's dashboard and alerts ask agents for nothing but what an agent tells. */
class MonitoringTest {
    private static final Path MONITORING = Path.of("..", "onos-app", "monitoring");
    private static final Pattern NAME = Pattern.compile("\\bcrosslayer_agent_[a-z_]+");
    private static final Pattern RESULTS = Pattern.compile("(crosslayer_agent_[a-z_]+)\\{result=~?\"([a-z_|]+)\"");
    private static final Pattern BY = Pattern.compile("by \\(([a-z_]+)\\) \\((?:rate\\()?(crosslayer_agent_[a-z_]+)");

    private final String exposed = exposed();

    private static String exposed() {
        ConnectionTable table = new ConnectionTable(10);
        MetricText text = new MetricText(false);
        try (StandingPlans standing = new StandingPlans(new StandingPlans.Settings(10, 8, false), table,
                new FakePathManager(), new OwnAddresses(List.of()), PoolSink.none())) {
            new AgentMetrics(new AgentMetrics.Sources("6.18", table, new KernelFollower(table, null, end -> { }),
                List.of(ControllerAddress.parse("onos-1:9443")), new LinkCounters(new OpenCounters()),
                () -> Optional.of(Instant.EPOCH), standing, null)).write(text);
        }
        return text.end();
    }

    private static String file(String name) throws IOException {
        return Files.readString(MONITORING.resolve(name));
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"grafana-dashboard.json", "alerts.yml"})
    void shouldUseNamesThatAreThere(String file) throws Exception {
        Set<String> used = names(file(file));

        assertThat(used).hasSizeGreaterThan(5);
        assertThat(names(exposed)).containsAll(used);
    }

    @Test
    void shouldAlertOnResultsThatAreThere() throws Exception {
        List<MatchResult> selectors = RESULTS.matcher(file("alerts.yml")).results().toList();

        assertThat(selectors).isNotEmpty().allSatisfy(selector -> assertThat(selector.group(2).split("\\|"))
            .allSatisfy(result -> assertThat(exposed.lines()).anyMatch(line -> line.startsWith(selector.group(1) + "{")
                && line.contains("result=\"" + result + "\""))));
    }

    @Test
    void shouldGroupByLabelsThatAreThere() throws Exception {
        List<MatchResult> groups = BY.matcher(file("grafana-dashboard.json")).results()
            .filter(group -> !List.of("instance", "le").contains(group.group(1))).toList();

        assertThat(groups).hasSizeGreaterThan(5).allSatisfy(group -> assertThat(exposed.lines())
            .anyMatch(line -> line.matches(group.group(2) + "\\{.*\\b" + group.group(1) + "=\".*")));
    }

    @Test
    void shouldShowEveryMetric() throws Exception {
        Set<String> shown = names(file("grafana-dashboard.json"));

        assertThat(exposed.lines().filter(line -> line.startsWith("# TYPE ")).map(line -> line.split(" ")[2])
            .filter(family -> shown.stream().noneMatch(name -> name.startsWith(family)))).as("in no panel").isEmpty();
    }
}
