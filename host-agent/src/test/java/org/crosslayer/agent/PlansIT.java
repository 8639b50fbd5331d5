// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standing plans from a file, carried out by the distribution's agent on the running kernel. */
class PlansIT extends OnTwoHosts {
    @TempDir
    private Path directory;

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
