// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.crosslayer.agent.genetlink.GenericFamily;
import org.crosslayer.agent.mptcp.KernelSupport.Requirement;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.NetlinkException;
import org.junit.jupiter.api.Test;

class KernelCheckTest {
    private final Map<String, String> files = new HashMap<>(Map.of(
        "sys/kernel/osrelease", "6.18.0",
        "sys/net/mptcp/enabled", "1",
        "sys/net/mptcp/path_manager", "userspace",
        "thread-self/status", "Name:\tjava\nCapEff:\t0000000000001000\nCapBnd:\t000001ffffffffff"));
    private GenericFamily family = new GenericFamily("mptcp_pm", 29, 1, Set.of(1, 10), Map.of("mptcp_pm_events", 6));

    private KernelSupport check() throws IOException {
        return KernelCheck.run(new KernelCheck.View() {
            @Override
            public String file(String path) {
                return files.get(path);
            }

            @Override
            public GenericFamily family(String name) throws NetlinkException {
                if (family == null) {
                    throw new NetlinkException("find", Errno.ENOENT);
                }
                return family;
            }
        });
    }

    private void lacksOnly(Requirement requirement, String line) throws IOException {
        KernelSupport support = check();
        assertThat(support.isComplete()).isFalse();
        assertThat(support.lacks(requirement)).isTrue();
        assertThat(support.problems()).containsExactly(new KernelSupport.Problem(requirement, line));
    }

    @Test
    void isContentWithAllThere() throws IOException {
        assertThat(check().isComplete()).isTrue();
        assertThat(check().release()).isEqualTo("6.18.0");
        assertThat(check().pathManager()).isEqualTo("userspace");
    }

    @Test
    void saysThatThereIsNoMptcp() throws IOException {
        files.remove("sys/net/mptcp/enabled");
        lacksOnly(Requirement.MPTCP, "This kernel (6.18.0) has no MPTCP: a kernel with CONFIG_MPTCP=y is needed,"
            + " 5.19 or newer, as Debian 12 and Ubuntu 24.04 have.");
    }

    @Test
    void saysThatMptcpIsOff() throws IOException {
        files.put("sys/net/mptcp/enabled", "0");
        lacksOnly(Requirement.MPTCP_ENABLED, "MPTCP is switched off: run 'sysctl -w net.mptcp.enabled=1'.");
    }

    @Test
    void saysThatThePathManagerIsAnother() throws IOException {
        files.put("sys/net/mptcp/path_manager", "kernel");
        lacksOnly(Requirement.USER_SPACE_PATH_MANAGER, "The MPTCP path manager of new connections is 'kernel', not"
            + " 'userspace': run 'sysctl -w net.mptcp.path_manager=userspace'; connections that exist already stay as"
            + " they are.");
    }

    @Test
    void asksKernelsBefore615ByType() throws IOException {
        files.remove("sys/net/mptcp/path_manager");
        files.put("sys/net/mptcp/pm_type", "1");
        assertThat(check().isComplete()).isTrue();
        files.put("sys/net/mptcp/pm_type", "0");
        lacksOnly(Requirement.USER_SPACE_PATH_MANAGER, "The MPTCP path manager of new connections is 'kernel', not"
            + " 'userspace': run 'sysctl -w net.mptcp.pm_type=1'; connections that exist already stay as they are.");
        files.remove("sys/net/mptcp/pm_type");
        assertThat(check().problems()).singleElement().satisfies(problem ->
            assertThat(problem.line()).contains("Linux 5.19 or newer is needed"));
    }

    @Test
    void saysThatTheKernelIsTooOld() throws IOException {
        family = new GenericFamily("mptcp_pm", 29, 1, Set.of(1), Map.of("mptcp_pm_events", 6));
        lacksOnly(Requirement.COMMANDS, "This kernel (6.18.0) has no user-space path manager commands: Linux 5.19 or"
            + " newer is needed.");
        family = new GenericFamily("mptcp_pm", 29, 1, Set.of(10), Map.of());
        lacksOnly(Requirement.EVENTS, "This kernel (6.18.0) reports no path manager events: Linux 5.19 or newer is"
            + " needed.");
        family = null;
        lacksOnly(Requirement.COMMANDS, "This kernel (6.18.0) has no generic netlink family mptcp_pm: Linux 5.19 or"
            + " newer is needed.");
    }

    @Test
    void saysThatTheCapabilityIsMissing() throws IOException {
        files.put("thread-self/status", "CapEff:\t000001ffffffefff");
        lacksOnly(Requirement.NET_ADMIN, "CAP_NET_ADMIN is missing: run as root, or by systemd with"
            + " AmbientCapabilities=CAP_NET_ADMIN.");
    }
}
