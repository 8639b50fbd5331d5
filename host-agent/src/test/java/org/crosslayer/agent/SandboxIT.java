// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.crosslayer.agent.mptcp.Peer;
import org.crosslayer.agent.service.NotifyReceiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The daemon as its systemd unit runs it: nobody's user, CAP_NET_ADMIN and nothing else, and no way to more. */
class SandboxIT extends OnTwoHosts {
    private static final String NOBODY = "65534";
    /** 1 &lt;&lt; CAP_NET_ADMIN. */
    private static final String NET_ADMIN_ALONE = "0000000000001000";
    private static final String PLAN = """
        plans = [{ id = 7, remote = "10.9.0.2/32", paths = [{ source-ports = "21000-21009" },
          { source-ports = "22000-22009" }] }]
        """;

    private Path open;

    /** A folder that everybody may enter: that of the build need not be one. */
    @BeforeEach
    void copyDistribution() throws Exception {
        open = Files.createTempDirectory("crosslayer-sandbox");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        run("cp", "-r", Path.of(AgentProcess.LAUNCHER).getParent().getParent().toString(), open + "/agent");
        run("chmod", "-R", "a+rX", open.toString());
        Files.writeString(open.resolve("plans.conf"), PLAN);
        run("install", "-d", "-o", NOBODY, "-g", NOBODY, "-m", "700", open + "/run");
    }

    @AfterEach
    void removeDistribution() throws Exception {
        run("rm", "-r", open.toString());
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private ProcessBuilder daemon() {
        return new ProcessBuilder("ip", "netns", "exec", here.name(), "setpriv", "--reuid", NOBODY, "--regid", NOBODY,
            "--clear-groups", "--inh-caps", "-all,+net_admin", "--ambient-caps", "-all,+net_admin", "--bounding-set",
            "-all,+net_admin", "--no-new-privs", open + "/agent/bin/crosslayer-agent", "run", "--plans",
            open + "/plans.conf", "--run-directory", open + "/run");
    }

    @Test
    void shouldCarryOutAPlanWithOneCapabilityAndTellSystemd() throws Exception {
        // Not an abstract one: those are of one network namespace.
        String notify = open + "/notify";
        try (NotifyReceiver systemd = new NotifyReceiver(notify)) {
            run("chmod", "666", notify);
            ProcessBuilder command = daemon();
            command.environment().put("NOTIFY_SOCKET", notify);
            command.environment().put("WATCHDOG_USEC", "3000000");
            try (AgentProcess agent = AgentProcess.run(command)) {
                List<String> status = Files.readAllLines(Path.of("/proc/" + agent.pid() + "/status"));
                assertThat(status).contains("NoNewPrivs:\t1", "CapEff:\t" + NET_ADMIN_ALONE,
                    "CapBnd:\t" + NET_ADMIN_ALONE, "CapPrm:\t" + NET_ADMIN_ALONE)
                    .anyMatch(line -> line.matches("Uid:(\t" + NOBODY + "){4}"));
                assertThat(systemd.receive()).startsWith("READY=1\nSTATUS=following 0 connections");
                assertThat(systemd.receive()).isEqualTo("WATCHDOG=1");
                Peer.Connection connection = client.connect("10.9.0.2", server.listen("10.9.0.2", 0));
                client.echo(connection, 1000);
                await().untilAsserted(() -> assertThat(AgentView.ofKernel(here)).hasSize(3)
                    .anyMatch(line -> line.contains(" 2100")).anyMatch(line -> line.contains(" 2200")));
                Set<String> kernel = AgentView.ofKernel(here);
                await().untilAsserted(() -> assertThat(AgentView.ofAgent(open.resolve("run"))).isEqualTo(kernel));
                assertThat(systemd.receive()).as("goes on").isEqualTo("WATCHDOG=1");
                assertThat(agent.terminate()).isZero();
                assertThat(agent.log()).noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
            }
        }
    }
}
