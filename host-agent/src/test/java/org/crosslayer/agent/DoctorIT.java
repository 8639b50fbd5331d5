// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosslayer.agent.controller.TestAuthority;
import org.crosslayer.agent.controller.TlsFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is broken on purpose in a namespace is found, and what to do is said. */
class DoctorIT extends OnTwoHosts {
    @TempDir
    private Path directory;

    private AgentProcess.Result doctor(String... flags) throws Exception {
        List<String> words = new ArrayList<>(List.of("doctor", "--run-directory", directory.toString()));
        words.addAll(List.of(flags));
        AgentProcess.Result result = AgentProcess.verb(here, words.toArray(new String[0]));
        assertThat(result.err()).isEmpty();
        return result;
    }

    private static List<String> failed(AgentProcess.Result result) {
        return result.out().lines().filter(line -> line.startsWith("failed")).toList();
    }

    @Test
    void shouldFindNothingWrongBesideARunningAgent() throws Exception {
        try (AgentProcess agent = AgentProcess.run(here, "--simulate", "2", "--run-directory", directory.toString())) {
            AgentProcess.Result result = doctor("--simulate", "2");

            assertThat(failed(result)).isEmpty();
            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).contains("runs as process " + agent.pid() + " and follows 0 connections");
        }
    }

    @Test
    void shouldFindTheWrongPathManager() throws Exception {
        here.setPathManager("kernel");
        AgentProcess.Result result = doctor("--simulate", "2");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(failed(result)).singleElement().asString()
            .contains("The MPTCP path manager of new connections is 'kernel'").contains("sysctl -w net.mptcp.");
        assertThat(result.out()).contains("none runs in this network namespace");
    }

    @Test
    void shouldNotTakeAFlagThatIsNoTaskForAllSettings() throws Exception {
        AgentProcess.Result result = doctor("--plan-log", directory.resolve("absent").toString(), "--probe",
            "10.9.0.2:9");
        assertThat(failed(result)).isEmpty();
        assertThat(result.out()).contains("so only this host is looked at")
            .contains("the plan log " + directory.resolve("absent") + " cannot be read");
    }

    @Test
    void shouldSayThatNoProbeCanBeSent() throws Exception {
        assertThat(failed(doctor("--probe", "[fd00:77::1]:9"))).singleElement().asString()
            .contains("probes cannot be sent to [fd00:77::1]:9: Network is unreachable");
    }

    @Test
    void shouldSayOfTwoAgentsInOneNamespaceThatOneIsTooMany() throws Exception {
        String[] flags = {"run", "--simulate", "2", "--run-directory", directory.toString()};
        try (AgentProcess agent = AgentProcess.run(here, Arrays.copyOfRange(flags, 1, flags.length))) {
            AgentProcess.Result second = AgentProcess.verb(here, flags);
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err()).isEqualTo("crosslayer-agent: another agent runs in this network namespace,"
                + " process " + agent.pid() + ": stop it first, such as by 'systemctl stop crosslayer-agent'\n");
        }
    }

    @Test
    void shouldFindMptcpSwitchedOff() throws Exception {
        here.sysctl("net.mptcp.enabled=0");
        AgentProcess.Result result = doctor("--simulate", "2");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(failed(result)).singleElement().asString().contains("sysctl -w net.mptcp.enabled=1");
    }

    @Test
    void shouldFindAnExpiredCertificateForOtherAddressesAndNoController() throws Exception {
        TlsFiles old = new TestAuthority(directory.resolve("authority")).issueExpired("old");
        AgentProcess.Result result = doctor("--controller", "10.9.0.2:9494", "--tls-trust", old.trust().toString(),
            "--tls-certificate", old.certificate().toString(), "--tls-key", old.key().toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(failed(result)).hasSize(3).anyMatch(line -> line.contains("it has expired at 2020-01-02"))
            .anyMatch(line -> line.contains("10.9.0.1") && line.contains("not in the certificate"))
            .anyMatch(line -> line.contains("10.9.0.2:9494: no TCP connection: Connection refused"));
    }

    @Test
    void shouldReportAsJson() throws Exception {
        JsonObject root = JsonParser.parseString(doctor("--simulate", "2", "--json", "--report").out())
            .getAsJsonObject();
        assertThat(root.get("failed").getAsBoolean()).isFalse();
        assertThat(root.getAsJsonArray("findings")).isNotEmpty();
        assertThat(root.getAsJsonObject("report").has("net.mptcp.enabled")).isTrue();
        assertThat(root.getAsJsonObject("report").get("kernel").getAsString()).isNotEmpty();
    }

    @Test
    void shouldSayWhichSettingIsWrong() throws Exception {
        AgentProcess.Result result = doctor("--simulate", "many");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(failed(result)).singleElement().asString()
            .contains("--simulate: expected a whole number, found 'many'");
    }
}
