// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.atomic.AtomicInteger;
import org.crosslayer.plan.PlannerPolicy;
import org.junit.jupiter.api.Test;
import org.onosproject.net.config.InvalidFieldException;

class NetworkConfigurationTest {

    private final FakeConfigRegistry registry = new FakeConfigRegistry();
    private final NetworkConfiguration configuration = registry.configuration();
    private final AtomicInteger changes = new AtomicInteger();

    @Test
    void followsWhatIsConfigured() {
        configuration.addListener(changes::incrementAndGet);
        assertThat(configuration.routedFabric().devices()).isEmpty();
        assertThat(configuration.policy()).isEqualTo(PlannerPolicy.DEFAULT);

        registry.post("routedFabric", ConfigFixtures.TWO_PATHS);
        registry.post("policy", "{'maxSubflows': 3}");
        assertThat(configuration.routedFabric().devices()).hasSize(2);
        assertThat(configuration.policy().maxSubflows()).isEqualTo(3);

        registry.delete("policy");
        registry.delete("routedFabric");
        assertThat(configuration.routedFabric().devices()).isEmpty();
        assertThat(configuration.policy()).isEqualTo(PlannerPolicy.DEFAULT);
        assertThat(changes).hasValue(4);
    }

    @Test
    void refusedConfigurationChangesNothing() {
        registry.post("routedFabric", ConfigFixtures.TWO_PATHS);
        configuration.addListener(changes::incrementAndGet);
        assertThatExceptionOfType(InvalidFieldException.class).isThrownBy(() -> registry.post("routedFabric",
                ConfigFixtures.TWO_PATHS.replace("routed:r2/3", "routed:r3/3")))
                .withMessageContaining("hosts[1].location");
        assertThat(configuration.routedFabric().devices()).hasSize(2);
        assertThat(changes).hasValue(0);
    }

    @Test
    void keysAreKnownForAsLongAsItIsActive() {
        assertThat(registry.keys()).containsExactlyInAnyOrder("routedFabric", "policy");
        configuration.deactivate();
        assertThat(registry.keys()).isEmpty();
    }
}
