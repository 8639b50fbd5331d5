// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.crosslayer.ecmp.LinuxEcmpHash;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricBuilder;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentCapabilities;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.view.MptcpViews;
import org.crosslayer.mptcp.view.TestViews;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpAddress;

class FabricViewTest {

    private static final LinuxEcmpHash HASH = new LinuxEcmpHash(LinuxEcmpHash.Policy.FIVE_TUPLE, 42);

    /** Two routers with two cables, the second one down in one direction and of unknown rate. */
    private final Fabric fabric = fabric();

    private static Fabric fabric() {
        Fabric all = new FabricBuilder().device("routed:r1", "r1", HASH).device("routed:r2", "r2", null)
            .link("routed:r1", 1, "routed:r2", 1, 20_000_000).link("routed:r2", 1, "routed:r1", 1, 20_000_000)
            .link("routed:r1", 2, "routed:r2", 2, 0).link("routed:r2", 2, "routed:r1", 2, 0).build();
        return all.change().down(3).build();
    }

    private static LinkUtilisation traffic(Fabric fabric, int link, long bps) {
        long[] all = new long[fabric.linkCount()];
        Arrays.fill(all, LinkUtilisation.UNKNOWN);
        all[link] = bps;
        return LinkUtilisation.of(fabric, all);
    }

    @Test
    void shouldCountAndNameProblems() {
        View view = new FabricOverview(TestViews.of(fabric, LinkUtilisation.unknown(fabric)).fabric());

        assertThat(view.lines()).containsExactly(
            "devices 2, links 3 (and 1 down), hosts 0",
            "rates 2 of 20.0 Mbit/s, 1 unknown, counted as 20.0 Mbit/s",
            "hash models linux-policy3 at 1, none at 1",
            "next hops of 1 of these devices are not in the configuration (routes): assumed are the shortest paths in "
                + "ascending order of ports, each with weight 1",
            "traffic unknown: ONOS has no port statistics of these devices, agents report none",
            "2 problems",
            "  link r1/2 > r2/2 has no link back",
            "  of 3 links 1 have no known rate, such as r1/2 > r2/2: they count as 20 Mbit/s");
        JsonNode json = view.json();
        assertThat(json.at("/devices").asInt()).isEqualTo(2);
        assertThat(json.at("/links").asInt()).isEqualTo(3);
        assertThat(json.at("/linksDown").asInt()).isEqualTo(1);
        assertThat(json.at("/rates/0/bps").asLong()).isEqualTo(20_000_000);
        assertThat(json.at("/rates/1/links").asInt()).isEqualTo(1);
        assertThat(json.at("/unknownCountsAsBps").asLong()).isEqualTo(20_000_000);
        assertThat(json.at("/hashModels/0/model").asText()).isEqualTo("linux-policy3");
        assertThat(json.at("/assumedNextHops").asInt()).isEqualTo(1);
        assertThat(json.at("/traffic/knownLinks").asInt()).isZero();
        assertThat(json.at("/problems").size()).isEqualTo(2);
    }

    @Test
    void shouldShowTheBusiestLink() {
        View view = new FabricOverview(TestViews.of(fabric, traffic(fabric, 1, 15_000_000)).fabric());

        assertThat(view.lines()).contains("traffic known on 1 of 3 links, highest 75 % on r2/1 > r1/1");
        assertThat(view.json().at("/traffic/busiestLink").asText()).isEqualTo("r2/1 > r1/1");
        assertThat(view.json().at("/traffic/highestShare").asDouble()).isEqualTo(0.75);
    }

    @Test
    void shouldNameAgentsWhoseAddressesNobodyKnows() {
        Agent agent = new Agent(AgentId.agentId("client"), "1", "6.12", List.of(IpAddress.valueOf("10.0.9.9")),
            new AgentCapabilities(Set.of(), 8), "127.0.0.1:1", Instant.EPOCH);
        Fabric empty = Fabric.empty();
        View view = new FabricOverview(TestViews.of(empty, LinkUtilisation.unknown(empty), agent).fabric());

        assertThat(view.lines()).endsWith("1 problem", "  agent client speaks for 10.0.9.9, which is not the address "
            + "of a host in the fabric: its connections cannot be traced");
    }

    @Test
    void shouldSayThatThereAreNoProblems() {
        Fabric empty = Fabric.empty();

        assertThat(new FabricOverview(TestViews.of(empty, LinkUtilisation.unknown(empty)).fabric()).lines())
            .contains("no problems");
    }

    @Test
    void shouldShowWhatAgentsReportWherePortsTellNothing() {
        MptcpViews views = TestViews.reported(fabric, traffic(fabric, 0, 1_500_000), traffic(fabric, 1, 15_000_000));

        assertThat(new FabricOverview(views.fabric()).lines())
            .contains("traffic known on 2 of 3 links, highest 75 % on r2/1 > r1/1");
        assertThat(FabricText.device(views.device("r2").orElseThrow()))
            .contains("  r2/1 > r1/1 up, 20.0 Mbit/s, traffic 15.0 Mbit/s as agents report");
        assertThat(FabricText.device(views.device("r1").orElseThrow()))
            .contains("  r1/1 > r2/1 up, 20.0 Mbit/s, traffic 1.5 Mbit/s");
        assertThat(views.traffic().trafficBps).contains(1_500_000, 15_000_000, LinkUtilisation.UNKNOWN);
    }

    @Test
    void shouldNotTellTheShareOfAnUnknownRate() {
        assertThat(new FabricOverview(TestViews.of(fabric, traffic(fabric, 2, 9_000_000)).fabric()).lines())
            .contains("traffic known on 1 of 3 links");
    }

    @Test
    void shouldPreferWhatPortsHaveCounted() {
        MptcpViews views = TestViews.reported(fabric, traffic(fabric, 0, 2_000_000), traffic(fabric, 0, 1_500_000));

        assertThat(views.traffic().trafficBps[0]).isEqualTo(2_000_000);
        assertThat(views.topology().links.get(0).trafficSource).hasToString("PORTS");
    }

    @Test
    void shouldShowOneDevice() {
        MptcpViews views = TestViews.of(fabric, traffic(fabric, 0, 1_500_000));
        View view = new Single<>(views.device("r1").orElseThrow(), FabricText::device);

        assertThat(view.lines()).containsExactly("r1 is routed:r1, hash linux-policy3 with seed 42",
            "  r1/1 > r2/1 up, 20.0 Mbit/s, traffic 1.5 Mbit/s", "  r1/2 > r2/2 up, rate unknown, traffic unknown");
        JsonNode json = view.json();
        assertThat(json.at("/links/0/trafficBps").asLong()).isEqualTo(1_500_000);
        assertThat(json.at("/links/1/rateBps").isNull()).isTrue();
        assertThat(json.at("/links/1/up").asBoolean()).isTrue();
        assertThat(views.device("routed:r2").orElseThrow().name).isEqualTo("r2");
        assertThat(views.device("r9")).isEmpty();
    }
}
