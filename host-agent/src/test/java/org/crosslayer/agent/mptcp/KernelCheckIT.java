// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.crosslayer.agent.mptcp.KernelSupport.Requirement;
import org.crosslayer.agent.netlink.NetlinkException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KernelCheckIT {
    private NetworkNamespace space;

    @BeforeEach
    void open() throws Exception {
        Root.require();
        space = NetworkNamespace.create("k");
    }

    @AfterEach
    void close() throws Exception {
        if (space != null) {
            space.close();
        }
    }

    @Test
    void findsAllThatIsNeeded() throws Exception {
        KernelSupport support = space.call(KernelCheck::run);
        assertThat(support.problems()).isEmpty();
        assertThat(support.pathManager()).isEqualTo("userspace");
        assertThat(support.release()).isNotEmpty();
    }

    @Test
    void findsTheWrongPathManager() throws Exception {
        space.setPathManager("kernel");
        KernelSupport support = space.call(KernelCheck::run);
        assertThat(support.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.requirement()).isEqualTo(Requirement.USER_SPACE_PATH_MANAGER);
            assertThat(problem.line()).contains("is 'kernel'").contains("sysctl -w net.mptcp.");
        });
    }

    @Test
    void findsMptcpSwitchedOff() throws Exception {
        space.sysctl("net.mptcp.enabled=0");
        assertThat(space.call(KernelCheck::run).problems()).singleElement()
            .satisfies(problem -> assertThat(problem.requirement()).isEqualTo(Requirement.MPTCP_ENABLED));
    }

    @Test
    void findsThatTheCapabilityIsMissing() throws Exception {
        space.call(() -> {
            Capabilities.dropOfThread();
            assertThat(KernelCheck.run().problems()).singleElement()
                .satisfies(problem -> assertThat(problem.requirement()).isEqualTo(Requirement.NET_ADMIN));
            assertThatThrownBy(() -> EventStream.open(new Recorder())).isInstanceOf(NetlinkException.class)
                .hasMessageContaining("EPERM").hasMessageContaining("CAP_NET_ADMIN");
            try (KernelPathManager paths = KernelPathManager.open()) {
                assertThatThrownBy(() -> paths.flushEndpoints()).hasMessageContaining("EPERM");
                assertThat(paths.limits()).isNotNull();
            }
            return null;
        });
    }
}
