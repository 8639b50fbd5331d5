// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.mptcp.FakeFabricService.CLIENT;
import static org.crosslayer.mptcp.FakeFabricService.SERVER;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.SimpleValidationReportFormat;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
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
import org.crosslayer.mptcp.planning.PlanningManager;
import org.crosslayer.mptcp.planning.TestPlanning;
import org.crosslayer.mptcp.view.Json;
import org.crosslayer.mptcp.view.MptcpViews;
import org.crosslayer.mptcp.view.Query;
import org.crosslayer.mptcp.view.TestViews;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.PolicyRule;
import org.crosslayer.plan.PortRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the read model gives is what the description of the interface says. */
class ApiDescriptionTest {
    private static final Path FILE = Path.of("src/main/resources/apidoc/swagger.json");
    private static final ConnectionKey KEY = ConnectionKey.connectionKey(AgentId.agentId("client"),
        ConnectionToken.token(7));

    private final FakeFabricService fabric = FakeFabricService.withParallelPaths(2);
    private final ConnectionManager connections = TestConnections.activated(new DirectEvents());
    private final PlanningManager planning = TestPlanning.activated(fabric, connections);
    private OpenApiInteractionValidator description;
    private MptcpViews views;

    @BeforeEach
    void planOne() throws Exception {
        description = OpenApiInteractionValidator.createForInlineApiSpecification(Files.readString(FILE)).build();
        FourTuple initial = FourTuple.fourTuple(CLIENT, 40_000, SERVER, 80);
        TestPlanning.established(planning, connections.report(MptcpConnection.builder(KEY, initial)
            .with(Subflow.subflow(initial, 0, 0, false)).build()));
        views = TestViews.inCluster(fabric, connections, planning, new Agent(KEY.agent(), "0.1.0", "6.18.0",
            List.of(CLIENT), new AgentCapabilities(EnumSet.allOf(AgentCapabilities.Ability.class), 16), "10.9.0.1:5",
            Instant.EPOCH));
    }

    @AfterEach
    void deactivate() {
        TestPlanning.deactivate(planning);
    }

    @Test
    void shouldDescribeLists() {
        described("/agents", views.agents(Query.ALL).json("agents").put("limit", 10_000));
        described("/connections", views.connections(Query.ALL, false).json("connections").put("limit", 1));
        described("/connections", views.connections(Query.ALL, true).json("connections").put("limit", 1));
        described("/subflows", views.subflows(Query.ALL).json("subflows").put("limit", 1));
        described("/fabric/devices", views.devices(Query.ALL).json("devices").put("limit", 1));
        described("/fabric/links", views.links(Query.ALL).json("links").put("limit", 1));
        described("/fabric/hosts", views.hosts(Query.ALL).json("hosts").put("limit", 1));
        described("/fabric/problems", views.problems(Query.ALL).json("problems").put("limit", 1));
    }

    @Test
    void shouldDescribeSingleThings() {
        described("/agents/client", Json.of(views.agent("client").orElseThrow()));
        described("/connections/client/7", Json.of(views.connection(KEY).orElseThrow()));
        described("/connections/client/7/explanation", Json.of(views.explanation(KEY).orElseThrow()));
        described("/fabric", Json.of(views.fabric()));
        described("/fabric/topology", Json.of(views.topology()));
        described("/fabric/traffic", Json.of(views.traffic()));
        described("/fabric/devices/r1", Json.of(views.device("r1").orElseThrow()));
        described("/load", Json.of(views.load()));
        described("/cluster", Json.of(views.cluster()));
    }

    @Test
    void shouldDescribeAnswersToQuestions() {
        Address from = Address.parse("10.0.1.2");
        Address to = Address.parse("10.0.2.2");
        FiveTuple flow = FiveTuple.tcp(from, 40_001, to, 80);
        described("/paths", Json.of(views.paths(from, to)));
        described(Request.Method.POST, "/trace", Json.of(views.trace(flow)));
        described(Request.Method.POST, "/whatif", Json.of(views.whatIf(flow)));
        assertThat(views.whatIf(flow).planned).isNotEmpty();
        assertThat(views.load().accounted).as("nothing is accounted").isEqualTo(1);
        FiveTuple nobody = FiveTuple.tcp(Address.parse("192.0.2.1"), 1, to, 80);
        described(Request.Method.POST, "/whatif", Json.of(views.whatIf(nobody)));
        assertThat(views.whatIf(nobody).obstacle).startsWith("no agent that is attached to this node speaks for ");
    }

    @Test
    void shouldDescribeThePolicy() {
        described("/policy", Json.of(views.policy()));
        fabric.change(new PlannerPolicy.Builder().rules(List.of(new PolicyRule(null, null, new PortRange(22, 22),
            PlannerPolicy.DEFAULT))).build());
        described("/policy", Json.of(views.policy()));
    }

    @ParameterizedTest
    @CsvSource({"/agents,agents", "/connections,connections", "/subflows,subflows", "/fabric/devices,devices",
        "/fabric/links,links", "/fabric/hosts,hosts", "/fabric/problems,problems"})
    void shouldDescribeEveryColumn(String path, String list) throws Exception {
        JsonNode operation = new ObjectMapper().readTree(FILE.toFile()).get("paths").get(path).get("get");
        Set<String> described = new TreeSet<>();
        operation.get("parameters").forEach(parameter -> described.add(parameter.get("name").asText()));
        Set<String> expected = new TreeSet<>(Query.columns(list));
        expected.addAll(List.of("q", "sort", "offset", "limit"));
        if (list.equals("connections")) {
            expected.add("brief");
        }
        assertThat(described).isEqualTo(expected);
    }

    private void described(String path, JsonNode answer) {
        described(Request.Method.GET, path, answer);
    }

    private void described(Request.Method method, String path, JsonNode answer) {
        ValidationReport report = description.validateResponse("/onos/mptcp/v1" + path, method,
            new SimpleResponse.Builder(200).withContentType("application/json").withBody(answer.toString()).build());
        assertThat(report.hasErrors()).as(path + " " + answer + "\n"
            + SimpleValidationReportFormat.getInstance().apply(report)).isFalse();
    }
}
