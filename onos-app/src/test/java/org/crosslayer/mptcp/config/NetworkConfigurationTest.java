// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.crosslayer.ecmp.OvsEcmpHash;
import org.crosslayer.ecmp.OvsField;
import org.crosslayer.plan.PlannerPolicy;
import org.junit.jupiter.api.Test;
import org.onosproject.net.DeviceId;
import org.onosproject.net.config.InvalidFieldException;

class NetworkConfigurationTest {

    private static final DeviceId SWITCH = DeviceId.deviceId("of:0000000000000001");

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
    void followsTheHashesOfOtherDevices() {
        configuration.addListener(changes::incrementAndGet);
        registry.post(SWITCH, "ecmp", "{'hash': 'ovs-hash', 'fields': ['tcp_src'], 'parameter': 7}");
        assertThat(configuration.hashes()).containsOnly(Map.entry(SWITCH,
                new OvsEcmpHash(List.of(OvsField.TCP_SRC), 7)));
        registry.delete(SWITCH, "ecmp");
        assertThat(configuration.hashes()).isEmpty();
        assertThat(changes).hasValue(2);

        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> registry.post(SWITCH, "ecmp", "{'hash': 'ovs-hash', 'fields': ['tos']}"))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("fields"))
                .withMessageContaining("ip_src").withMessageContaining("found \"tos\"");
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> registry.post(DeviceId.deviceId("routed:r1"), "ecmp", "{'hash': 'crc16'}"))
                .withMessageContaining("routed:r1 has its ecmp in apps/org.crosslayer.mptcp/routedFabric");
    }

    @Test
    void makesUpForEventsThatOnosLost() {
        configuration.addListener(changes::incrementAndGet);
        registry.loseEvents();
        registry.post("policy", "{'maxSubflows': 3}");
        configuration.look();
        assertThat(configuration.policy().maxSubflows()).isEqualTo(3);
        configuration.look();
        assertThat(changes).hasValue(1);
    }

    @Test
    void slowFollowerDoesNotHoldUpOnos() {
        CountDownLatch over = new CountDownLatch(1);
        configuration.addListener(() -> Uninterruptibles.awaitUninterruptibly(over));
        // Returns though the follower does not.
        registry.postWithoutWaiting("policy", "{'maxSubflows': 3}");
        over.countDown();
        configuration.awaitSettled();
        assertThat(configuration.policy().maxSubflows()).isEqualTo(3);
    }

    @Test
    void keysAreKnownForAsLongAsItIsActive() {
        assertThat(registry.keys()).containsExactlyInAnyOrder("routedFabric", "policy", "ecmp");
        configuration.deactivate();
        assertThat(registry.keys()).isEmpty();
    }
}
