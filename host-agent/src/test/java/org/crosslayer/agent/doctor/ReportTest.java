// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void shouldReadTheKernelsOptions() {
        assertThat(Report.kernelOptions("# CONFIG_MPTCP_IPV6 is not set\nCONFIG_MPTCP=y\nCONFIG_INET_MPTCP_DIAG=m\n"))
            .containsEntry("CONFIG_MPTCP", "y").containsEntry("CONFIG_INET_MPTCP_DIAG", "m")
            .containsEntry("CONFIG_MPTCP_IPV6", "not set");
        assertThat(Report.kernelOptions("")).containsOnlyKeys("kernel configuration");
    }

    @Test
    void shouldTellVersionsAndCountersInOneLineEach() {
        Map<String, String> files = Map.of("/etc/os-release", "ID=x\nPRETTY_NAME=\"Some Linux 1\"",
            "/proc/sys/kernel/osrelease", "6.1.0", "/proc/sys/net/ipv4/ip_local_port_range", "32768\t60999",
            "/proc/net/netstat", "MPTcpExt: A B\nMPTcpExt: 0 5", "/proc/modules", "mptcp_crosslayer 1 0\nveth 2 0");

        Map<String, String> report = Report.of(path -> Optional.ofNullable(files.get(path)));

        assertThat(report).containsEntry("system", "Some Linux 1").containsEntry("MPTcpExtB", "5")
            .containsEntry("net.ipv4.ip_local_port_range", "32768 60999").containsEntry("modules", "mptcp_crosslayer")
            .doesNotContainKey("MPTcpExtA");
        assertThat(report.get("kernel")).startsWith("6.1.0 ");
        assertThat(report.values()).noneMatch(value -> value.contains("\n"));
    }

    @Test
    void shouldTellTheClock() {
        Findings findings = new Findings();
        ClockDoctor.check(OptionalInt.of(0), findings);
        ClockDoctor.check(OptionalInt.of(5), findings);
        ClockDoctor.check(OptionalInt.empty(), findings);
        assertThat(findings.all()).extracting(Finding::state).containsExactly(Finding.State.OK, Finding.State.WARNING,
            Finding.State.UNKNOWN);
        assertThat(ClockDoctor.kernelState()).isPresent();
    }
}
