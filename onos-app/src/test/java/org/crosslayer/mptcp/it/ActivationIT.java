// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.AgentService;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.onosproject.core.CoreService;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

@ExtendWith(OnosCore.class)
class ActivationIT {
    private static final Set<Class<?>> SERVICES =
            Set.of(AgentService.class, FabricService.class, MptcpConnectionService.class);

    @Test
    void bundleIsActiveAndRegistered(OnosCore.Running onos) {
        assertThat(onos.application().getState()).isEqualTo(Bundle.ACTIVE);
        await().atMost(OnosCore.DEADLINE).untilAsserted(() -> assertThat(
                onos.service(CoreService.class).getAppId("org.crosslayer.mptcp")).isNotNull());
    }

    @Test
    void offersItsServices(OnosCore.Running onos) {
        for (Class<?> service : SERVICES) {
            assertThat(onos.service(service)).isNotNull();
        }
    }

    /** Nothing of the application may outlive it: neither services nor threads. */
    @Test
    void stopsWithoutTraceAndStartsAgain(OnosCore.Running onos) throws BundleException {
        onos.application().stop();
        for (Class<?> service : SERVICES) {
            assertThat(onos.offers(service)).as(service.getName()).isFalse();
        }
        await().atMost(OnosCore.DEADLINE).untilAsserted(() -> assertThat(threadsOfApplication()).isEmpty());
        onos.application().start();
        offersItsServices(onos);
    }

    /** Threads that the application started are known by the class loader that they inherited or by their names. */
    private static Set<String> threadsOfApplication() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.contains("mptcp") || name.contains("grpc")).collect(Collectors.toSet());
    }
}
