// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.mptcp.KernelSupport;
import org.crosslayer.agent.mptcp.KernelSupport.Problem;
import org.crosslayer.agent.mptcp.KernelSupport.Requirement;
import org.crosslayer.agent.mptcp.LocalAddress;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.subflows.FakePathManager;
import org.junit.jupiter.api.Test;

class KernelDoctorTest {
    private static final String NETSTAT = """
        TcpExt: SyncookiesSent SyncookiesRecv
        TcpExt: 1 2
        MPTcpExt: MPCapableSYNRX MPCapableSYNTX MPCapableFallbackSYNACK MPJoinAckRx MPJoinRejected
        MPTcpExt: 0 %d %d 7 %d
        """;

    private final Map<String, String> files = new HashMap<>();
    private final Findings findings = new Findings();
    private final KernelDoctor doctor = new KernelDoctor(path -> Optional.ofNullable(files.get(path)), findings);

    private List<String> lines() {
        return findings.all().stream().map(Finding::toString).toList();
    }

    @Test
    void shouldSayThatAllIsThere() {
        doctor.support(new KernelSupport("6.18", "userspace", List.of()));

        assertThat(lines()).containsExactly(
            "ok             kernel        Linux 6.18 has MPTCP and the commands of the user-space path manager",
            "ok             privileges    CAP_NET_ADMIN is effective here",
            "ok             path-manager  new connections are under the user-space path manager");
        assertThat(findings.isAnyFailed()).isFalse();
    }

    @Test
    void shouldFailForEachThatIsMissing() {
        doctor.support(new KernelSupport("5.4", "kernel", List.of(new Problem(Requirement.COMMANDS, "no commands"),
            new Problem(Requirement.USER_SPACE_PATH_MANAGER, "wrong one"),
            new Problem(Requirement.NET_ADMIN, "no cap"))));

        assertThat(lines()).containsExactly(
            "ok             kernel        Linux 5.4 has MPTCP",
            "failed         kernel        no commands",
            "failed         kernel        wrong one",
            "failed         privileges    no cap");
        assertThat(findings.isAnyFailed()).isTrue();
    }

    @Test
    void shouldWarnOfSwitches() {
        files.put("/proc/sys/net/mptcp/enabled", "1");
        files.put("/proc/sys/net/mptcp/allow_join_initial_addr_port", "0");
        files.put("/proc/sys/net/mptcp/checksum_enabled", "1");
        doctor.sysctls();

        assertThat(findings.all()).hasSize(2).allMatch(finding -> finding.state() == Finding.State.WARNING);
        assertThat(findings.all().get(0).advice())
            .isEqualTo("run 'sysctl -w net.mptcp.allow_join_initial_addr_port=1'");
    }

    @Test
    void shouldSayNothingOfSwitchesWithoutMptcp() {
        doctor.sysctls();
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void shouldReadWhatTheKernelHasCounted() {
        files.put("/proc/net/netstat", NETSTAT.formatted(20, 0, 0));
        doctor.counters();
        assertThat(lines()).containsExactly(
            "ok             joins         7 joins of peers were accepted, none refused",
            "ok             peers         20 of 20 connections that this host opened were answered as MPTCP");
    }

    @Test
    void shouldWarnOfRefusedJoinsAndOfPeersWithoutMptcp() {
        files.put("/proc/net/netstat", NETSTAT.formatted(20, 2, 3));
        doctor.counters();
        assertThat(findings.all()).extracting(Finding::state).containsOnly(Finding.State.WARNING);
        assertThat(lines()).anyMatch(line -> line.contains("3 joins of peers were refused, 7 accepted"))
            .anyMatch(line -> line.contains("2 of 20 connections that this host opened are plain TCP"));
    }

    @Test
    void shouldSayThatCountersCannotBeRead() {
        files.put("/proc/net/netstat", "TcpExt: a\nTcpExt: 1\n");
        doctor.counters();
        assertThat(lines()).containsExactly(
            "not checkable  joins         the kernel's counters cannot be read (/proc/net/netstat)");
    }

    @Test
    void shouldTellOfTheInKernelPathManager() {
        PathManager kernel = inKernel(List.of(new LocalAddress(Samples.endpoint("10.0.1.2", 0), 1, 0, 0)));
        doctor.inKernel(kernel, true);
        doctor.inKernel(kernel, false);
        assertThat(lines()).containsExactly(
            "ok             path-manager  1 endpoints of the in-kernel path manager (limits: 2 subflows, 3 announced"
                + " addresses), which the user-space path manager does not look at",
            "warning        path-manager  1 endpoints of the in-kernel path manager (limits: 2 subflows, 3 announced"
                + " addresses) act on connections that the agent cannot touch: choose the user-space path manager");
    }

    private static PathManager inKernel(List<LocalAddress> endpoints) {
        return new FakePathManager() {
            @Override
            public List<LocalAddress> endpoints() {
                return endpoints;
            }

            @Override
            public Limits limits() {
                return new Limits(3, 2);
            }
        };
    }
}
