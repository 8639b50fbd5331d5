// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.crosslayer.mptcp.FakeFabricService.CLIENT;
import static org.crosslayer.mptcp.FakeFabricService.SERVER;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentCapabilities;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.FakeFabricService;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.SubflowStatistics;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.connections.TestConnections;
import org.crosslayer.mptcp.planning.PlacementReport;
import org.crosslayer.mptcp.planning.TestPlanning;
import org.crosslayer.mptcp.view.ConnectionView;
import org.crosslayer.mptcp.view.MptcpViews;
import org.crosslayer.mptcp.view.Page;
import org.crosslayer.mptcp.view.Query;
import org.crosslayer.mptcp.view.TestViews;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewsTest {
    private static final AgentId AGENT = AgentId.agentId("client");
    private static final Address FROM = Address.parse("10.0.1.2");
    private static final Address TO = Address.parse("10.0.2.2");

    private final FakeFabricService fabric = FakeFabricService.withParallelPaths(2);

    @Test
    void shouldShowEveryPathWithItsShare() {
        View view = new Single<>(views().paths(FROM, TO), PathText::paths);

        assertThat(view.lines()).containsExactly(
            "10.0.1.2 to 10.0.2.2: 2 paths", "  r1/1>p1/2>r2/100 50.0 %", "  r1/2>p2/2>r2/100 50.0 %",
            "10.0.2.2 to 10.0.1.2: 2 paths", "  r2/1>p1/1>r1/100 50.0 %", "  r2/2>p2/1>r1/100 50.0 %");
        JsonNode json = view.json();
        assertThat(json.at("/outbound/1/path").asText()).isEqualTo("r1/2>p2/2>r2/100");
        assertThat(json.at("/inbound").size()).isEqualTo(2);
        assertThat(json.at("/problem").asText()).isEmpty();
    }

    @Test
    void shouldSayWhyThereIsNoPath() {
        View view = new Single<>(views().paths(FROM, Address.parse("192.0.2.1")), PathText::paths);

        assertThat(view.lines()).first().asString()
            .isEqualTo("10.0.1.2 to 192.0.2.1: no path, 192.0.2.1 is not the address of a host in the fabric");
        assertThat(view.json().at("/problem").asText()).isNotEmpty();
    }

    @Test
    void shouldTraceBothDirections() {
        int port = portOn("r1/2>p2/2>r2/100");
        View view = new Single<>(views().trace(FiveTuple.tcp(FROM, port, TO, 80)), PathText::trace);

        assertThat(view.lines()).first().isEqualTo("out r1/2>p2/2>r2/100");
        assertThat(view.lines().get(1)).startsWith("in  r2/");
        assertThat(view.json().at("/outbound/complete").asBoolean()).isTrue();
        assertThat(view.json().at("/outbound/path").asText()).isEqualTo("r1/2>p2/2>r2/100");
    }

    @Test
    void shouldSayWhereATraceEnds() {
        View view = new Single<>(views().trace(FiveTuple.tcp(FROM, 1, Address.parse("192.0.2.1"), 80)),
            PathText::trace);

        assertThat(view.lines().get(0))
            .isEqualTo("out unknown: 192.0.2.1 is not the address of a host in the fabric");
        assertThat(view.json().at("/outbound/complete").asBoolean()).isFalse();
    }

    @Test
    void shouldSetSubflowsBesideTheirPlan() {
        FourTuple initial = tuple(portOn("r1/1>p1/2>r2/100"));
        int good = portOn("r1/2>p2/2>r2/100");
        String inbound = views().trace(FiveTuple.tcp(FROM, good, TO, 80)).inbound.path;
        PlannedSubflow planned = PlannedSubflow.asked(initial, List.of(good, 5), "r1/2>p2/2>r2/100", inbound, false)
            .opened(good);
        PlannedSubflow elsewhere = PlannedSubflow.asked(initial, List.of(good + 1), "r9/1", "r9/2", false)
            .opened(good + 1);
        PlannedSubflow failed = PlannedSubflow.asked(initial, List.of(7), "r1/3", "", false).failed("kernel: no");
        MptcpConnection connection = MptcpConnection.builder(
                ConnectionKey.connectionKey(AGENT, ConnectionToken.token(0xcafe)), initial)
            .subflows(List.of(subflow(initial.localPort()), subflow(good), subflow(good + 1), subflow(9)))
            .planned(List.of(planned, elsewhere, failed)).reasons(List.of("two paths")).build();

        View view = listing(TestViews.listed(connection, fabric.fabric(), null));

        List<String> lines = view.lines();
        assertThat(lines.get(0)).isEqualTo("client/0000cafe opened " + initial + " subflows 4");
        assertThat(lines.get(1)).contains("out r1/1>p1/2>r2/100 in r2/").endsWith(" initial");
        assertThat(lines.get(2)).contains("out r1/2>p2/2>r2/100 in r2/").endsWith(" as planned");
        assertThat(lines.get(3)).endsWith(" not on the planned path");
        assertThat(lines.get(4)).endsWith(" not planned");
        assertThat(lines.subList(5, 7)).containsExactly("  failed on r1/3: kernel: no", "  because two paths");
        JsonNode json = view.json().at("/connections/0");
        assertThat(json.at("/token").asText()).isEqualTo("0000cafe");
        assertThat(json.findValuesAsText("origin"))
            .containsExactly("INITIAL", "AS_PLANNED", "OFF_PLAN", "UNPLANNED");
        assertThat(json.at("/planned/2/detail").asText()).isEqualTo("kernel: no");
        assertThat(json.at("/subflows/1/localPort").asInt()).isEqualTo(good);
    }

    @Test
    void shouldExplainAPlacement() {
        FourTuple initial = FourTuple.fourTuple(CLIENT, 40000, SERVER, 80);
        ConnectionKey key = ConnectionKey.connectionKey(AGENT, ConnectionToken.token(7));
        PlacementReport report = TestPlanning.explained(fabric, TestConnections.activated(new DirectEvents()),
            MptcpConnection.builder(key, initial).with(Subflow.subflow(initial, 0, 0, false)).build());

        View view = new Single<>(TestViews.explanation(report), ExplainText::lines);

        assertThat(view.lines()).first().asString()
            .startsWith("client/00000007 opened 10.0.1.2:40000>10.0.2.2:80 subflows 1, data both, wants ");
        assertThat(view.lines()).anyMatch(line -> line.matches("  r1/1>p1/2>r2/100 .* left at \\S+: .+"))
            .anyMatch(line -> line.matches("  r1/2>p2/2>r2/100 .* left at \\S+: .+"))
            .anyMatch(line -> line.startsWith("  planned because paths there: 2, back: 2"));
        JsonNode json = view.json();
        assertThat(json.at("/paths").size()).isEqualTo(2);
        assertThat(json.at("/pathCount").asInt()).isEqualTo(2);
        assertThat(json.at("/paths/0/verdict").asText()).isNotEmpty();
        assertThat(json.at("/moves").size()).isZero();
    }

    @Test
    void shouldShowWhatIsMeasured() {
        FourTuple initial = FourTuple.fourTuple(CLIENT, 40000, SERVER, 80);
        MptcpConnection connection = MptcpConnection.builder(
            ConnectionKey.connectionKey(AGENT, ConnectionToken.token(7)), initial)
            .with(Subflow.subflow(initial, 0, 0, false)).build();
        ConnectionStatistics measured = new ConnectionStatistics(ConnectionStatistics.SendingLimit.IDLE,
            List.of(SubflowStatistics.builder(initial).counted(100, 7_000_000, 5).rates(400, 18_900_000)
                .estimates(12_345, 10).build()), 2);

        View view = listing(TestViews.listed(connection, fabric.fabric(), measured));

        assertThat(view.lines().get(1))
            .endsWith(" initial, sends 0 kbit/s, receives 18.9 Mbit/s, RTT 12.3 ms, 5 segments sent again");
        assertThat(view.json().at("/connections/0/subflows/0/measured/receiveRateBps").asLong())
            .isEqualTo(18_900_000);
    }

    @Test
    void shouldSayThatNothingIsKnown() {
        assertThat(listing(views().connections(Query.ALL, false)).lines())
            .containsExactly("No connection is known");
    }

    @Test
    void shouldListAgentsByName() {
        ConnectionManager connections = TestConnections.activated(new DirectEvents());
        connections.report(MptcpConnection.builder(
            ConnectionKey.connectionKey(AGENT, ConnectionToken.token(1)), tuple(1)).build());
        View view = new Listing<>("agents", TestViews.of(fabric, connections, agent("server"), agent("client"))
            .agents(Query.ALL), FabricText::agent, "none");

        assertThat(view.lines()).containsExactly(
            "client at 10.9.0.1:5 since 2013-11-11T00:00:00Z: version 0.1.0, kernel 6.18.0, addresses 10.0.1.2,"
                + " at most 16 subflows, connections 1",
            "server at 10.9.0.1:5 since 2013-11-11T00:00:00Z: version 0.1.0, kernel 6.18.0, addresses 10.0.1.2,"
                + " at most 16 subflows, connections 0");
        JsonNode json = view.json();
        assertThat(json.at("/agents/0/id").asText()).isEqualTo("client");
        assertThat(json.at("/agents/0/connections").asInt()).isEqualTo(1);
        assertThat(json.at("/agents/0/abilities/0").asText()).isEqualTo("SUBFLOWS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "-1", "80x", "100000000000"})
    void shouldRefuseWhatIsNoTransportPort(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> MptcpCommand.transportPort(text))
            .withMessage("'" + text + "' is not a transport port, expected 1 to 65535");
    }

    @Test
    void shouldRefuseAddressesOfDifferentFamilies() {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> MptcpCommand.sameFamily(FROM, Address.parse("fd00::1")))
            .withMessage("10.0.1.2 and fd00::1 are of different families: give two IPv4 or two IPv6 addresses");
    }

    private MptcpViews views() {
        return TestViews.of(fabric, TestConnections.activated(new DirectEvents()));
    }

    private static View listing(Page<ConnectionView> page) {
        return new Listing<>("connections", page, ConnectionText::lines, "No connection is known");
    }

    private int portOn(String outboundPath) {
        return IntStream.range(20_000, 21_000).filter(port -> fabric.outboundPath(tuple(port)).equals(outboundPath))
            .findFirst().orElseThrow();
    }

    private static Subflow subflow(int localPort) {
        return Subflow.subflow(tuple(localPort), 0, 0, false);
    }

    private static FourTuple tuple(int localPort) {
        return FourTuple.fourTuple(CLIENT, localPort, SERVER, 80);
    }

    private static Agent agent(String id) {
        return new Agent(AgentId.agentId(id), "0.1.0", "6.18.0", List.of(CLIENT),
            new AgentCapabilities(EnumSet.of(AgentCapabilities.Ability.SUBFLOWS), 16), "10.9.0.1:5",
            Instant.parse("2013-11-11T00:00:00Z"));
    }
}
