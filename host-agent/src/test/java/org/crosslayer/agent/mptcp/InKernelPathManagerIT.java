// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crosslayer.agent.mptcp.KernelFixture.endpoint;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints and limits of the in-kernel path manager, and the listeners that it opens. */
class InKernelPathManagerIT {
    private NetworkNamespace space;
    private KernelPathManager paths;
    private final Recorder events = new Recorder();
    private EventStream stream;

    @BeforeEach
    void open() throws Exception {
        Root.require();
        space = NetworkNamespace.create("k");
        space.ip("address add 10.9.0.1/24 dev lo");
        space.ip("address add fd09::1/64 dev lo nodad");
        space.setPathManager("kernel");
        paths = space.call(KernelPathManager::open);
        stream = space.call(() -> EventStream.open(events));
        stream.start();
    }

    @AfterEach
    void close() throws Exception {
        if (space != null) {
            stream.close();
            paths.close();
            space.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.9.0.1", "fd09::1"})
    void keepsEndpoints(String address) throws Exception {
        LocalAddress wanted = new LocalAddress(endpoint(address, 0), 5, LocalAddress.FLAG_SUBFLOW, 1);
        paths.addEndpoint(wanted);
        assertThat(paths.endpoints()).containsExactly(wanted);
        assertThat(paths.endpoint(5)).isEqualTo(wanted);

        LocalAddress backup = new LocalAddress(endpoint(address, 0), 5,
            LocalAddress.FLAG_SUBFLOW | LocalAddress.FLAG_BACKUP, 1);
        paths.setEndpointFlags(backup);
        assertThat(paths.endpoints()).containsExactly(backup);

        assertThatThrownBy(() -> paths.addEndpoint(wanted)).hasMessageStartingWith("add endpoint " + wanted.endpoint());
        paths.removeEndpoint(backup);
        assertThat(paths.endpoints()).isEmpty();
        assertThatThrownBy(() -> paths.endpoint(5)).hasMessageContaining("address not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.9.0.1", "fd09::1"})
    void tellsWhereItListens(String address) throws Exception {
        LocalAddress signalled = new LocalAddress(endpoint(address, 5201), 6, LocalAddress.FLAG_SIGNAL, 0);
        paths.addEndpoint(signalled);
        assertThat(events.await(MptcpEvent.ListenerCreated.class).address()).isEqualTo(endpoint(address, 5201));
        assertThat(paths.endpoints()).containsExactly(signalled);

        paths.flushEndpoints();
        assertThat(events.await(MptcpEvent.ListenerClosed.class).address()).isEqualTo(endpoint(address, 5201));
        assertThat(paths.endpoints()).isEmpty();
    }

    @Test
    void keepsLimits() throws Exception {
        paths.setLimits(new PathManager.Limits(3, 7));
        assertThat(paths.limits()).isEqualTo(new PathManager.Limits(3, 7));
        assertThatThrownBy(() -> paths.setLimits(new PathManager.Limits(3, 1000))).hasMessageContaining("EINVAL");
    }
}
