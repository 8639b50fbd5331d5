// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.crosslayer.agent.metrics.Exposition;
import org.crosslayer.agent.mptcp.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon's figures on the running kernel, asked for as Prometheus does. */
class MetricsIT extends OnTwoHosts {
    private static final int PORT = 9_495;

    @TempDir
    private Path directory;

    private Exposition scrape() throws Exception {
        return here.call(() -> {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + PORT + "/metrics")
                .toURL().openConnection();
            connection.setRequestProperty("Accept", "application/openmetrics-text; version=1.0.0");
            try (InputStream in = connection.getInputStream()) {
                return Exposition.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        });
    }

    @Test
    void shouldCountWhatTheKernelHas() throws Exception {
        here.exec("ip", "link", "set", "lo", "up");
        try (AgentProcess agent = AgentProcess.run(here, "--simulate", "3", "--metrics", String.valueOf(PORT),
                "--run-directory", directory.toString())) {
            agent.awaitLog("metrics at http://127.0.0.1:" + PORT + "/metrics");
            assertThat(scrape().value("crosslayer_agent_connections{state=\"established\"}")).isZero();

            Peer.Connection connection = client.connect("10.9.0.2", server.listen("10.9.0.2", 0));
            client.echo(connection, 1000);

            await().untilAsserted(() -> assertThat(scrape().value(
                "crosslayer_agent_subflows{opened_by=\"agent\"}")).isEqualTo(2));
            Exposition figures = scrape();
            assertThat(figures.value("crosslayer_agent_connections{state=\"established\"}")).isEqualTo(1);
            assertThat(figures.value("crosslayer_agent_subflows{opened_by=\"initial\"}")).isEqualTo(1);
            assertThat(figures.value("crosslayer_agent_subflow_requests_total{by=\"simulation\",result=\"done\"}"))
                .isEqualTo(2);
            assertThat(figures.value("crosslayer_agent_kernel_events_total")).isGreaterThanOrEqualTo(4);
            assertThat(figures.value("crosslayer_agent_kernel_event_losses_total")).isZero();
            assertThat(figures.value("process_resident_memory_bytes")).isGreaterThan(1 << 20);
            assertThat(figures.families()).contains("crosslayer_module_loaded", "crosslayer_steering_attached")
                .noneMatch(name -> name.startsWith("crosslayer_agent_plan"));
        }
    }

    @Test
    void shouldSwitchTheLogToDebugAndBack() throws Exception {
        try (AgentProcess agent = AgentProcess.run(here, "--simulate", "1", "--run-directory", directory.toString())) {
            agent.signal("USR1");
            agent.awaitLog("log level debug (SIGUSR1)");
            client.connect("10.9.0.2", server.listen("10.9.0.2", 0));
            agent.awaitLog(": Created[");
            agent.signal("USR1");
            agent.awaitLog("log level info (SIGUSR1)");
        }
    }
}
