// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.crosslayer.mptcp.FakeFabricService.CLIENT;
import static org.crosslayer.mptcp.FakeFabricService.SERVER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentCapabilities;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.FakeFabricService;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.connections.TestConnections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MptcpViewsTest {
    private final FakeFabricService fabric = FakeFabricService.withParallelPaths(2);
    private final ConnectionManager connections = TestConnections.activated(new DirectEvents());
    private MptcpViews views;

    @BeforeEach
    void reportFour() {
        views = TestViews.of(fabric, connections, agent("web-1"));
        report("web-1", 0x2, 40_001, 443, 2);
        report("web-1", 0x1, 40_000, 80, 1);
        report("web-2", 0xffffffff, 40_002, 80, 1);
        report("db", 0x3, 40_003, 5432, 3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "agent|web-1|00000001,00000002", "agent|WEB*|00000001,00000002,ffffffff", "agent|*|3,1,2,f",
        "token|ffffffff|ffffffff", "remotePort|80|00000001,ffffffff", "remotePort|>443|00000003",
        "remotePort|80-443|00000001,00000002,ffffffff", "subflowCount|<2|00000001,ffffffff",
        "remoteAddress|10.0.2.0/24|3,1,2,f", "address|10.0.1.2|3,1,2,f", "address|10.9.0.0/16|",
        "serverSide|true|", "q|web-2|ffffffff", "origin|initial|3,1,2,f", "device|r1|3,1,2,f", "device|r9|",
        "sendRateBps|>0|"})
    void shouldFindConnections(String column, String condition, String tokens) {
        List<ConnectionView> found = views.connections(Query.where(Map.of(column, condition)), true).items();

        String all = found.stream().map(row -> row.token).collect(Collectors.joining(","));
        assertThat(all).isEqualTo("3,1,2,f".equals(tokens) ? "00000003,00000001,00000002,ffffffff"
            : tokens == null ? "" : tokens);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "colour|red|'colour' is not a column of connections, expected one of agent, token, serverSide, localAddress",
        "remotePort|many|remotePort: expected a number, or one like >5, <5 or 2-5, found 'many'",
        "address|10.0.0|address: expected an IP address or a prefix such as 10.0.2.0/24, found '10.0.0'",
        "serverSide|1|serverSide: expected true or false, found '1'"})
    void shouldSayWhatIsWrongWithAQuery(String column, String condition, String message) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> views.connections(Query.where(Map.of(column, condition)), true))
            .withMessageStartingWith(message);
    }

    @Test
    void shouldSortAndPage() {
        Page<ConnectionView> page = views.connections(new Query(Map.of(), "-subflowCount,localPort", 1, 2), false);

        assertThat(page.items()).extracting(row -> row.token).containsExactly("00000002", "00000001");
        ObjectNode json = page.json("connections");
        assertThat(json.get("total").asInt()).isEqualTo(4);
        assertThat(json.get("offset").asInt()).isEqualTo(1);
        assertThat(json.get("limit").asInt()).isEqualTo(2);
        assertThat(json.at("/connections/0/subflows").size()).isEqualTo(2);
        assertThat(views.connections(new Query(Map.of(), "", 9, 2), true).items()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Query(Map.of(), "", -1, 2));
    }

    @Test
    void shouldLeaveTheListsOutOfBriefConnections() {
        JsonNode brief = views.connections(Query.where(Map.of("agent", "db")), true).json("c").at("/c/0");

        assertThat(brief.has("subflows")).isFalse();
        assertThat(brief.has("reasons")).isFalse();
        assertThat(brief.get("subflowCount").asInt()).isEqualTo(3);
        assertThat(brief.at("/initial/localPort").asInt()).isEqualTo(40_003);
    }

    @Test
    void shouldListSubflowsWithTheirConnection() {
        JsonNode subflows = views.subflows(Query.where(Map.of("agent", "db", "link", "r1/*"))).json("s").get("s");

        assertThat(subflows).hasSize(3);
        assertThat(subflows.at("/0/token").asText()).isEqualTo("00000003");
        assertThat(subflows.at("/0/localPort").asInt()).isEqualTo(40_003);
        assertThat(subflows.at("/0").has("measured")).isFalse();
    }

    @Test
    void shouldNameLinksAsPathsDo() {
        TopologyView topology = views.topology();

        List<String> ids = topology.links.stream().map(link -> link.id).collect(Collectors.toList());
        assertThat(ids).doesNotHaveDuplicates().contains("r1/1", "r2/100", "client>r1/100");
        assertThat(List.of(views.connections(Query.ALL, false).items().get(0).subflows.get(0).outboundPath.split(">")))
            .isSubsetOf(ids);
        assertThat(topology.hosts).extracting(host -> host.agent).containsExactly("web-1", null);
        assertThat(topology.devices).filteredOn(device -> device.name.equals("r1"))
            .extracting(device -> device.degree).containsExactly(2);
        assertThat(views.topology().revision).isEqualTo(topology.revision);
        fabric.change(FakeFabricService.parallelPaths(3));
        assertThat(views.topology().revision).isGreaterThan(topology.revision);
    }

    @Test
    void shouldShowThePolicyWithDefaults() {
        JsonNode policy = Json.of(views.policy());

        assertThat(policy.get("maxSubflows").asInt()).isEqualTo(8);
        assertThat(policy.get("dataDirection").asText()).isEqualTo("auto");
        assertThat(policy.get("rules")).isEmpty();
        assertThat(policy.has("prefix")).isFalse();
    }

    @Test
    void shouldFindOneOfEach() {
        assertThat(views.agent("web-1")).isPresent();
        assertThat(views.agent("web-9")).isEmpty();
        ConnectionKey key = ConnectionKey.connectionKey(AgentId.agentId("db"), ConnectionToken.token(3));
        assertThat(views.connection(key).orElseThrow().subflows).hasSize(3);
        assertThat(views.device("p1").orElseThrow().links).extracting(link -> link.id).containsExactly("p1/1", "p1/2");
    }

    private void report(String agent, int token, int localPort, int remotePort, int subflows) {
        FourTuple initial = FourTuple.fourTuple(CLIENT, localPort, SERVER, remotePort);
        MptcpConnection.Builder builder = MptcpConnection.builder(
            ConnectionKey.connectionKey(AgentId.agentId(agent), ConnectionToken.token(token)), initial);
        for (int i = 0; i < subflows; i++) {
            builder.with(Subflow.subflow(FourTuple.fourTuple(CLIENT, localPort + 1000 * i, SERVER, remotePort), i, 0,
                false));
        }
        connections.report(builder.build());
    }

    private static Agent agent(String id) {
        return new Agent(AgentId.agentId(id), "0.1.0", "6.18.0", List.of(CLIENT),
            new AgentCapabilities(EnumSet.of(AgentCapabilities.Ability.SUBFLOWS), 16), "10.9.0.1:5", Instant.EPOCH);
    }
}
