// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crosslayer.agent.mptcp.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The distribution as users run it, on the running kernel. */
class AgentIT extends OnTwoHosts {
    private Peer.Connection connect(String address) {
        Peer.Connection connection = client.connect(address, server.listen(address, 0));
        client.echo(connection, 1000);
        return connection;
    }

    private JsonObject connection() throws Exception {
        AgentProcess.Result result = AgentProcess.verb(here, "list", "--json");
        assertThat(result.exitCode()).as(result.err()).isZero();
        List<JsonElement> connections =
            JsonParser.parseString(result.out()).getAsJsonObject().getAsJsonArray("connections").asList();
        assertThat(connections).hasSize(1);
        return connections.get(0).getAsJsonObject();
    }

    private List<JsonObject> subflows(String state) throws Exception {
        List<JsonObject> found = new ArrayList<>();
        connection().getAsJsonArray("subflows").forEach(subflow -> {
            if (subflow.getAsJsonObject().get("state").getAsString().equals(state)) {
                found.add(subflow.getAsJsonObject());
            }
        });
        return found;
    }

    private static Set<Integer> values(List<JsonObject> subflows, String name) {
        Set<Integer> values = new HashSet<>();
        subflows.forEach(subflow -> values.add(subflow.get(name).getAsInt()));
        return values;
    }

    private String token() throws Exception {
        return connection().get("token").getAsString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.9.0.2", "fd09::2"})
    void shouldBringAConnectionToFourSubflows(String address) throws Exception {
        try (AgentProcess agent = AgentProcess.run(here, "--simulate", "4")) {
            Peer.Connection connection = connect(address);
            await().untilAsserted(() -> assertThat(subflows("established")).hasSize(4));
            List<JsonObject> subflows = subflows("established");
            assertThat(values(subflows, "local_port")).hasSize(4).contains(connection.port());
            assertThat(values(subflows, "local_id")).containsExactlyInAnyOrder(0, 1, 2, 3);
            assertThat(agent.terminate()).isZero();
            assertThat(agent.log()).anyMatch(line -> line.contains("stopped; connections and subflows stay"));
            client.echo(connection, 1000);
            assertThat(subflows("established")).hasSize(4);
        }
    }

    @Test
    void shouldAgreeWithSs() throws Exception {
        try (AgentProcess agent = AgentProcess.run(here, "--simulate", "2")) {
            Peer.Connection connection = connect("10.9.0.2");
            await().untilAsserted(() -> assertThat(subflows("established")).hasSize(2));
            JsonObject listed = connection();
            String[] columns = here.exec("ss", "-MHn").strip().split("\\s+");
            assertThat(columns[0]).isEqualTo("ESTAB");
            assertThat(columns[3]).isEqualTo("10.9.0.1:" + connection.port());
            assertThat(columns[4]).isEqualTo("10.9.0.2:" + listed.get("remote_port").getAsInt());
            assertThat(here.exec("ss", "-MHnei")).contains("token:" + Long.toHexString(Long.parseLong(
                listed.get("token").getAsString(), 16)));
            Set<Integer> ports = new HashSet<>();
            for (String line : here.exec("ss", "-tHn").strip().split("\n")) {
                String local = line.split("\\s+")[3];
                ports.add(Integer.parseInt(local.substring(local.lastIndexOf(':') + 1)));
            }
            assertThat(values(subflows("established"), "local_port")).isEqualTo(ports);
        }
    }

    @Test
    void shouldGoOnWithUnusedAddressIdsAfterItWasKilled() throws Exception {
        Peer.Connection connection;
        int closed;
        try (AgentProcess first = AgentProcess.run(here, "--simulate", "4")) {
            connection = connect("10.9.0.2");
            await().untilAsserted(() -> assertThat(subflows("established")).hasSize(4));
            first.kill();
        }
        JsonObject last = subflows("established").stream().filter(flow -> flow.get("local_id").getAsInt() == 3)
            .findFirst().orElseThrow();
        closed = last.get("local_port").getAsInt();
        assertThat(AgentProcess.verb(here, "close", token(), String.valueOf(closed)).exitCode()).isZero();
        await().untilAsserted(() -> assertThat(subflows("established")).hasSize(3));
        client.echo(connection, 1000);
        try (AgentProcess second = AgentProcess.run(here, "--simulate", "5")) {
            await().untilAsserted(() -> assertThat(subflows("established")).hasSize(5));
            // Id 3 is used up: the kernel may still hold it for the closed subflow's port.
            List<JsonObject> subflows = subflows("established");
            assertThat(values(subflows, "local_id")).hasSize(5).contains(0, 1, 2);
            assertThat(values(subflows, "local_port")).hasSize(5);
            client.echo(connection, 1000);
            assertThat(second.log()).noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
        }
    }

    @Test
    void shouldOpenPrioritiseAndCloseByHandBesideARunningAgent() throws Exception {
        try (AgentProcess agent = AgentProcess.run(here, "--simulate", "2")) {
            connect("10.9.0.2");
            await().untilAsserted(() -> assertThat(subflows("established")).hasSize(2));
            String token = token();
            AgentProcess.Result opened =
                AgentProcess.verb(here, "open", token, "--source-port", "40001", "--json");
            assertThat(opened.exitCode()).as(opened.err()).isZero();
            JsonObject json = JsonParser.parseString(opened.out()).getAsJsonObject();
            assertThat(json.get("state").getAsString()).isEqualTo("established");
            assertThat(json.get("local_port").getAsInt()).isEqualTo(40_001);
            assertThat(AgentProcess.verb(here, "backup", token, "40001").exitCode()).isZero();
            await().untilAsserted(() -> assertThat(subflows("established")).anyMatch(flow ->
                flow.get("local_port").getAsInt() == 40_001 && flow.get("backup").getAsBoolean()));
            assertThat(AgentProcess.verb(here, "close", token, "40001").exitCode()).isZero();
            await().untilAsserted(() -> assertThat(values(subflows("established"), "local_port"))
                .doesNotContain(40_001));
        }
    }

    private void assertFails(AgentProcess.Result result, int exitCode, String line) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
        assertThat(result.err()).contains(line).doesNotContain("Exception");
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void shouldSayInOneLineWhatWentWrong() throws Exception {
        Peer.Connection connection = connect("10.9.0.2");
        String token = token();
        int held = client.hold("10.9.0.1", 0);
        assertFails(AgentProcess.verb(here, "open", token, "--source-port", String.valueOf(held)), 1,
            "Source port " + held + " is in use (EADDRINUSE)");
        assertFails(AgentProcess.verb(here, "open", token, "--remote", "[fd09::2]:80"), 1, "one address family");
        assertFails(AgentProcess.verb(here, "open", token, "--local", "fd09::1", "--remote", "[fd09::2]:80"), 1,
            "The kernel refused a subflow for connection " + token);
        assertFails(AgentProcess.verb(here, "open", token, "--local", "10.9.0.77"), 1, "EADDRNOTAVAIL");
        assertFails(AgentProcess.verb(here, "open", "deadbeef"), 4, "No connection has token deadbeef (any more)");
        assertFails(AgentProcess.verb(here, "close", token, "1"), 4, "has no subflow from source port 1");
        client.close(connection);
        await().untilAsserted(() -> assertThat(here.exec("ss", "-MHn", "state", "established")).isBlank());
        assertFails(AgentProcess.verb(here, "open", token), 4, "No connection has token " + token);
    }

    @Test
    void shouldSayInOneLineWhatTheKernelLacks() throws Exception {
        List<String> unprivileged = List.of("setpriv", "--bounding-set", "-net_admin", "--inh-caps", "-net_admin");
        for (String[] verb : List.of(new String[] {"list"}, new String[] {"events"}, new String[] {"open", "1"},
            new String[] {"run", "--simulate", "2"})) {
            assertFails(AgentProcess.verb(here, unprivileged, verb), 3, "CAP_NET_ADMIN is missing");
        }
        here.setPathManager("kernel");
        connect("10.9.0.2");
        assertFails(AgentProcess.verb(here, "run", "--simulate", "2"), 3,
            "path manager of new connections is 'kernel'");
        assertFails(AgentProcess.verb(here, "open", token()), 1, "The kernel refused a subflow");
        here.sysctl("net.mptcp.enabled=0");
        AgentProcess.Result result = AgentProcess.verb(here, "run", "--simulate", "2");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("MPTCP is switched off: run 'sysctl -w net.mptcp.enabled=1'");
    }

    @Test
    void shouldShowEventsAsTheyCome() throws Exception {
        Process events = new ProcessBuilder("ip", "netns", "exec", here.name(), AgentProcess.LAUNCHER, "events",
            "--json", "--count", "2").start();
        // A generic netlink socket that has joined a group: the verb listens.
        await().until(() -> here.exec("cat", "/proc/net/netlink").lines().map(line -> line.split("\\s+"))
            .anyMatch(columns -> columns[1].equals("16") && !columns[3].matches("0+")));
        Peer.Connection connection = connect("10.9.0.2");
        String out = new String(events.getInputStream().readAllBytes());
        assertThat(events.waitFor()).isZero();
        List<JsonObject> lines = out.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
        assertThat(lines).extracting(line -> line.get("event").getAsString()).containsExactly("created",
            "established");
        assertThat(lines.get(0).get("local_port").getAsInt()).isEqualTo(connection.port());
    }
}
