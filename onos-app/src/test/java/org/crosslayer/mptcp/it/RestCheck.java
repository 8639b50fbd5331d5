// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.crosslayer.control.v1.SubflowPlan;
import org.onlab.packet.IpAddress;

/** REST, metrics and command line of an active application, with a played agent and its connection. */
final class RestCheck {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final IpAddress SERVER = IpAddress.valueOf("10.0.2.2");
    private static final int TOKEN = 0xbeef;
    private static final String FLOW = "{\"source\": \"10.0.1.2\", \"sourcePort\": 40001, "
        + "\"destination\": \"10.0.2.2\", \"destinationPort\": 80}";

    private final KarafCore core;
    private final PlayedAgent agent;
    private final RestApi api;

    RestCheck(KarafCore core, PlayedAgent agent) throws Exception {
        this.core = core;
        this.agent = agent;
        this.api = new RestApi(core);
    }

    /** Everything. The agent is attached and has not reported anything. */
    void run() throws Exception {
        configureFabric();
        long before = api.get("/changes").get("revision").asLong();
        agent.reportEstablished(TOKEN, 40_000, SERVER, 80);
        SubflowPlan plan = agent.next().getPlan();
        agent.open(plan);
        agent.establish(plan, SERVER, 80);
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(
            api.get("/connections?token=0000beef").at("/connections/0/subflowCount").asInt()).isEqualTo(2));
        lists();
        details();
        questions();
        policy();
        wrongRequests();
        JsonNode changes = api.get("/changes?since=" + before);
        assertThat(changes.at("/connections/0/token").asText()).isEqualTo("0000beef");
        events(before);
        metrics();
        commandLineAgrees();
    }

    private void configureFabric() throws Exception {
        try (InputStream file = RestCheck.class.getResourceAsStream("/it/two-paths.json")) {
            Object fabric = new ObjectMapper().readTree(file);
            String json = new ObjectMapper().writeValueAsString(Map.of("apps", Map.of("org.crosslayer.mptcp",
                Map.of("routedFabric", fabric))));
            assertThat(core.send("POST", "network/configuration", json).statusCode()).isEqualTo(200);
        }
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(api.get("/fabric").get("hosts").asInt()).isEqualTo(2));
    }

    private void lists() throws Exception {
        assertThat(api.get("/agents").at("/agents/0/connections").asInt()).isEqualTo(1);
        assertThat(api.get("/connections?brief=true&sort=-subflowCount,token&limit=5").get("total").asInt())
            .isEqualTo(1);
        assertThat(api.get("/subflows?link=r1/2&origin=*").get("subflows")).hasSize(1);
        assertThat(api.get("/fabric/links?ofHost=false&source=r1").get("links")).hasSize(2);
        assertThat(api.get("/fabric/hosts?agent=" + PlayedAgent.ID).get("hosts")).hasSize(1);
        assertThat(api.get("/fabric/devices?limit=1").get("total").asInt()).isEqualTo(2);
        api.get("/fabric/problems");
    }

    private void details() throws Exception {
        api.get("/agents/" + PlayedAgent.ID);
        String path = "/connections/" + PlayedAgent.ID + "/0000beef";
        assertThat(api.get(path).at("/subflows/1/origin").asText()).isEqualTo("AS_PLANNED");
        assertThat(api.get(path + "/explanation").get("pathCount").asInt()).isEqualTo(2);
        assertThat(api.get("/fabric/topology").get("devices")).hasSize(2);
        assertThat(api.get("/fabric/traffic").get("trafficBps")).hasSize(8);
        assertThat(api.get("/fabric/devices/r1").get("links")).hasSize(3);
        api.get("/load");
        api.get("/cluster");
        api.get("/standing");
        api.request(404, "GET", "/agents/nobody", null);
        api.request(404, "GET", "/connections/nobody/1", null);
        api.request(404, "GET", "/fabric/devices/r9", null);
    }

    private void questions() throws Exception {
        assertThat(api.get("/paths?source=10.0.1.2&destination=10.0.2.2").get("outbound")).hasSize(2);
        assertThat(api.request(200, "POST", "/trace", FLOW).at("/outbound/complete").asBoolean()).isTrue();
        JsonNode answer = api.request(200, "POST", "/whatif", FLOW);
        assertThat(answer.get("agent").asText()).isEqualTo(PlayedAgent.ID);
        assertThat(answer.at("/planned/0/sourcePorts")).isNotEmpty();
        assertThat(api.get("/load").get("accounted").asInt()).as("nothing is accounted").isEqualTo(1);
    }

    private void policy() throws Exception {
        assertThat(api.get("/policy").get("maxSubflows").asInt()).isEqualTo(8);
        api.request(200, "PUT", "/policy", "{\"maxSubflows\": 4, \"dataDirection\": \"inbound\"}");
        api.request(200, "PUT", "/policy/rule?ports=22", "{\"maxSubflows\": 1}");
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(
            api.get("/policy").at("/rules/0/maxSubflows").asInt()).isEqualTo(1));
        assertThat(api.get("/policy/configured").get("maxSubflows").asInt()).isEqualTo(4);
        assertThat(api.refused("PUT", "/policy", "{\"maxSubflows\": 400}"))
            .contains("maxSubflows").contains("expected a whole number in 1..64, found 400");
        assertThat(api.refused("PUT", "/policy", "{\"maxSublows\": 4}")).contains("maxSublows");
        assertThat(core.cli("mptcp-policy-set --ports 443 maxSubflows=2", "mptcp-policy"))
            .contains("\"ports\":\"443\"").contains("rule for ports 22");
        api.request(204, "DELETE", "/policy/rule?ports=22", null);
        api.request(404, "DELETE", "/policy/rule?ports=22", null);
        api.request(204, "DELETE", "/policy", null);
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(
            api.get("/policy").get("maxSubflows").asInt()).isEqualTo(8));
    }

    private void wrongRequests() throws Exception {
        assertThat(api.refused("GET", "/connections?colour=red", null))
            .startsWith("'colour' is not a column of connections, expected one of agent, token");
        assertThat(api.refused("GET", "/agents?limit=many", null)).contains("limit").contains("'many'");
        assertThat(api.refused("GET", "/paths?source=10.0.1&destination=10.0.2.2", null))
            .isEqualTo("source: expected an IP address, found '10.0.1'");
        assertThat(api.refused("POST", "/whatif", "{\"source\": ")).contains("the body is not JSON");
        assertThat(api.refused("POST", "/trace", FLOW.replace("40001", "70000")))
            .isEqualTo("sourcePort: expected a whole number in 1..65535, found 70000");
        assertThat(core.anonymous("/onos/mptcp/v1/agents")).isEqualTo(401);
        assertThat(core.anonymous("/onos/mptcp/metrics")).isEqualTo(401);
    }

    private void events(long since) throws Exception {
        try (Stream<String> lines = core.stream("/onos/mptcp/v1/events?since=" + since)) {
            String data = lines.filter(line -> line.startsWith("data: ")).findFirst().orElseThrow();
            assertThat(new ObjectMapper().readTree(data.substring("data: ".length())).at("/connections/0/agent")
                .asText()).isEqualTo(PlayedAgent.ID);
        }
    }

    private void metrics() throws Exception {
        assertThat(core.send("GET", "/onos/mptcp/metrics").body()).contains("crosslayer_controller_agents 1.0",
            "crosslayer_controller_connections 1.0", "crosslayer_controller_subflows{origin=\"as_planned\"} 1.0",
            "crosslayer_controller_decision_seconds_count 1",
            "crosslayer_controller_outcomes_total{result=\"opened\"}");
    }

    private void commandLineAgrees() throws Exception {
        String[][] pairs = {{"mptcp-agents -j", "/agents"}, {"mptcp-connections -j", "/connections"},
            {"mptcp-subflows -j", "/subflows"},
            {"mptcp-links -f source=r1 -s -id -l 2 -j", "/fabric/links?source=r1&sort=-id&limit=2"},
            {"mptcp-whatif 10.0.1.2 40001 10.0.2.2 80", null}};
        String said = core.cli(Stream.of(pairs).map(pair -> pair[0]).toArray(String[]::new));
        Iterator<String> lines = said.lines().filter(line -> line.startsWith("{")).iterator();
        for (String[] pair : pairs) {
            if (pair[1] != null) {
                String name = pair[1].replaceAll(".*/|\\?.*", "");
                JsonNode line = new ObjectMapper().readTree(lines.next());
                assertThat(line.get(name)).as(pair[0]).isEqualTo(api.get(pair[1]).get(name));
            }
        }
        assertThat(said).contains("agent " + PlayedAgent.ID + " would be asked for ");
    }
}
