// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import org.crosslayer.ecmp.Address;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.FakeFabricService;
import org.crosslayer.mptcp.connections.TestConnections;
import org.crosslayer.mptcp.planning.TestPlanning;
import org.crosslayer.mptcp.view.StandingView;
import org.crosslayer.standing.DestinationRule;
import org.crosslayer.standing.StandingPolicy;
import org.junit.jupiter.api.Test;

class StandingViewTest {

    private static View view(int paths) {
        FakeFabricService fabric = FakeFabricService.withParallelPaths(paths);
        fabric.stand(new StandingPolicy.Builder().steering(StandingPolicy.Steering.MPTCP).poolPorts(20, 20)
            .destinations(List.of(new DestinationRule(Address.parse("10.0.2.2"), 32, 80))).build());
        return new StandingList(TestPlanning.standing(fabric, TestConnections.activated(new DirectEvents())).stream()
            .map(StandingView::new).collect(Collectors.toList()));
    }

    @Test
    void shouldShowMatchPathsPoolsAndCounters() {
        View view = view(2);
        List<String> lines = view.lines();

        assertThat(lines.get(0)).matches("client by the kernel, generation \\d+, in force, sent or renewed \\d+ s ago");
        // Client and server have IPv6 addresses too, but those are not listed.
        assertThat(lines.get(1)).matches("  plan \\d+ for 10.0.1.2>10.0.2.2 port 80: in force, data both, "
            + "at most 2 further subflows");
        assertThat(lines.subList(2, 4)).allMatch(line ->
            line.matches("    out r1/[12]>p[12]/2>r2/100 in r2/[12]>p[12]/1>r1/100: 20 source ports"));
        assertThat(lines.get(4)).isEqualTo("    connections 1, subflows 2, refused 0, ports busy 0, pools exhausted 0, "
            + "paths left to the first subflow 1, ended 0");
        assertThat(lines.get(5)).matches("    first subflows: \\d+ source ports");
        assertThat(lines.get(6)).isEqualTo("    because listed in the policy");

        JsonNode plan = view.json().at("/agents/0/plans/0");
        assertThat(plan.at("/remote").asText()).isEqualTo("10.0.2.2");
        assertThat(plan.at("/state").asText()).isEqualTo("IN_FORCE");
        assertThat(plan.at("/paths/1/sourcePorts").size()).isEqualTo(20);
        assertThat(plan.at("/counters/taken").asLong()).isEqualTo(1);
        assertThat(plan.at("/reasons/0").asText()).isEqualTo("listed in the policy");
    }

    @Test
    void shouldSayWhyThereIsNone() {
        assertThat(view(1).lines()).contains("  none for 10.0.1.2>10.0.2.2 port 80")
            .anyMatch(line -> line.startsWith("    because "));
        assertThat(new StandingList(List.of()).lines()).containsExactly(
            "No agent that is known can carry out standing plans");
    }
}
