// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.agents.TestCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onlab.packet.IpAddress;

/** The life of the .oar file in a whole ONOS: installed, activated, used, deactivated, activated again, deleted. */
class KarafSmokeIT {
    private static final String APPLICATION = "applications/org.crosslayer.mptcp";
    private static final Path ARCHIVE = Path.of(System.getProperty("application.archive"));
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;
    private static KarafCore core;
    private static TestCertificate node;
    private static TestCertificate host;

    @BeforeAll
    static void start() throws Exception {
        node = TestCertificate.make(directory, "localhost");
        host = TestCertificate.make(directory, PlayedAgent.ID);
        core = KarafCore.start(directory.resolve("onos"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (core != null) {
            core.close();
        }
    }

    @Test
    void archiveLivesThroughItsStates() throws Exception {
        HttpResponse<String> installed = core.post("applications?activate=true", ARCHIVE);
        assertThat(installed.statusCode()).as(installed.body()).isEqualTo(200);
        awaitState("ACTIVE");
        int port = openEndpoint();
        try (PlayedAgent agent = new PlayedAgent(PlayedAgent.ID, port, host, node,
                IpAddress.valueOf("10.0.1.2"))) {
            agent.attach();
            await().atMost(DEADLINE).ignoreExceptions().untilAsserted(() -> assertThat(core.cli("mptcp-agents"))
                    .contains(PlayedAgent.ID).contains("10.0.1.2"));
            new RestCheck(core, agent).run();
            assertThat(core.send("DELETE", APPLICATION + "/active").statusCode()).isEqualTo(204);
            awaitState("INSTALLED");
        }
        assertThat(core.send("POST", APPLICATION + "/active").statusCode()).isEqualTo(200);
        awaitState("ACTIVE");
        // again: ACTIVE, and its commands not yet there; REST is asked sooner than a client of the command line starts
        await().atMost(DEADLINE).until(() -> core.send("GET", "/onos/mptcp/v1/agents").statusCode() == 200);
        await().atMost(DEADLINE).ignoreExceptions().untilAsserted(() -> assertThat(
                core.cli("mptcp-paths 10.0.1.2 10.0.2.2")).contains("10.0.1.2"));

        assertThat(core.send("DELETE", APPLICATION).statusCode()).isEqualTo(204);
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(
                core.send("GET", "applications").body()).doesNotContain("org.crosslayer.mptcp"));
        assertThat(ourTroubles()).isEmpty();
        assertThat(Files.exists(ARCHIVE)).isTrue();
    }

    private static int openEndpoint() throws Exception {
        int port = KarafCore.freePorts(1)[0];
        Map<String, String> properties = Map.of("listenAddress", "127.0.0.1", "port", String.valueOf(port),
                "tlsCertificate", node.certificate().toString(), "tlsKey", node.key().toString(),
                "tlsTrust", host.certificate().toString());
        HttpResponse<String> answer = core.configure("org.crosslayer.mptcp.agents.AgentServer", properties);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        await().atMost(DEADLINE).ignoreExceptions().until(() -> {
            new Socket("127.0.0.1", port).close();
            return true;
        });
        return port;
    }

    private static void awaitState(String state) {
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(core.send("GET", APPLICATION).body())
                .contains("\"state\":\"" + state + "\""));
    }

    /**
     * Lines of the log that a user would be right to be worried about. ONOS's packet manager hears of devices through a
     * queue of its own, and complains of those that have been taken back by then.
     */
    private static List<String> ourTroubles() {
        return core.log().stream().filter(line -> line.contains("| ERROR |") || line.contains("NoClassDefFoundError")
                || line.contains("ClassNotFoundException"))
                .filter(line -> !line.contains("| onos-net-packet-event-handler |")).collect(Collectors.toList());
    }
}
