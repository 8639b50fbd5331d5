// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.crosslayer.agent.mptcp.NetworkNamespace;
import org.crosslayer.agent.mptcp.Peer;
import org.crosslayer.agent.mptcp.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standing plans from a file, carried out by the distribution's agent on the running kernel. */
class PlansIT {
    private NetworkNamespace here;
    private NetworkNamespace there;
    private Peer client;
    private Peer server;
    private AgentProcess remoteAgent;

    @TempDir
    private Path directory;

    @BeforeEach
    void open() throws Exception {
        Root.require();
        NetworkNamespace[] pair = NetworkNamespace.pair();
        here = pair[0];
        there = pair[1];
        client = new Peer(here);
        server = new Peer(there);
        remoteAgent = AgentProcess.run(there, "--simulate", "1");
    }

    @AfterEach
    void close() throws Exception {
        if (here != null) {
            remoteAgent.close();
            client.close();
            server.close();
            here.close();
            there.close();
        }
    }

    private JsonObject plans() throws Exception {
        AgentProcess.Result result =
            AgentProcess.verb(here, "plans", "--json", "--run-directory", directory.toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        return JsonParser.parseString(result.out()).getAsJsonObject();
    }

    @Test
    void shouldCarryOutAndShowThePlansOfAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("plans.conf"), """
            plans = [{
              id = 7, remote = "10.9.0.0/24"
              paths = [{ source-ports = "20000-20009" }, { source-ports = "21000-21009" }]
            }]
            """);
        try (AgentProcess agent = AgentProcess.run(here, "--plans", file.toString(), "--run-directory",
            directory.toString())) {
            agent.awaitLog("standing plans of this host: 1 of 1 plans in force, carried out by the agent");
            client.echo(client.connect("10.9.0.2", server.listen("10.9.0.2", 0)), 1000);
            await().untilAsserted(() -> assertThat(here.exec("ss", "-tHn", "state", "established"))
                .contains("10.9.0.1:20000", "10.9.0.1:21000"));
            JsonObject status = plans();
            assertThat(status.get("executor").getAsString()).isEqualTo("agent");
            assertThat(status.getAsJsonArray("plans").get(0).getAsJsonObject().get("id").getAsInt()).isEqualTo(7);
            agent.kill();
        }
        assertThat(plans().getAsJsonArray("plans")).as("they have ended with the agent").isEmpty();
    }
}
