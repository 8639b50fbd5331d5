// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.util.function.Consumer;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.config.ConfigFixtures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.CoreService;
import org.onosproject.net.DeviceId;
import org.onosproject.net.config.InvalidConfigException;
import org.onosproject.net.config.NetworkConfigService;
import org.onosproject.net.device.DeviceService;
import org.onosproject.net.host.HostService;
import org.onosproject.net.link.LinkService;
import org.onosproject.net.topology.PathService;
import org.osgi.framework.BundleException;

/** Network configuration as the REST interface applies it, through a real ONOS, to the path of a packet. */
@ExtendWith(OnosCore.class)
class RoutedFabricIT {

    private static final String KEY = "routedFabric";
    private static final DeviceId R1 = DeviceId.deviceId("routed:r1");
    private static final DeviceId R2 = DeviceId.deviceId("routed:r2");

    private Runnable cleanUp = () -> { };

    @AfterEach
    void removeConfiguration() {
        cleanUp.run();
    }

    private void apply(OnosCore.Running onos, String key, String json) {
        NetworkConfigService configs = onos.service(NetworkConfigService.class);
        ApplicationId application = onos.service(CoreService.class).getAppId("org.crosslayer.mptcp");
        cleanUp = () -> {
            configs.removeConfig("apps", application, KEY);
            configs.removeConfig("apps", application, "policy");
        };
        configs.applyConfig("apps", application, key, ConfigFixtures.json(json));
    }

    private static void awaitFabric(OnosCore.Running onos, Consumer<Fabric> assertion) {
        await().atMost(OnosCore.DEADLINE)
                .untilAsserted(() -> assertion.accept(onos.service(FabricService.class).fabric()));
    }

    /** Both parallel links carry packets in both directions, and ONOS itself knows as much. */
    private static void awaitTwoPaths(OnosCore.Running onos) {
        awaitFabric(onos, fabric -> {
            assertThat(fabric.problems()).singleElement().asString().contains("2 have no known rate");
            assertThat(fabric.deviceCount()).isEqualTo(2);
            assertThat(fabric.liveLinkCount()).isEqualTo(8);
            assertThat(fabric.hostCount()).isEqualTo(2);
        });
        assertThat(onos.service(DeviceService.class).getPorts(R1)).hasSize(3);
        assertThat(onos.service(LinkService.class).getLinkCount()).isEqualTo(4);
        assertThat(onos.service(HostService.class).getHostCount()).isEqualTo(2);
        await().atMost(OnosCore.DEADLINE).untilAsserted(() ->
                assertThat(onos.service(PathService.class).getPaths(R1, R2)).hasSize(2));
    }

    private static void awaitNothing(OnosCore.Running onos) {
        await().atMost(OnosCore.DEADLINE).untilAsserted(() -> {
            assertThat(onos.service(HostService.class).getHostCount()).isZero();
            assertThat(onos.service(LinkService.class).getLinkCount()).isZero();
            assertThat(onos.service(DeviceService.class).getDeviceCount()).isZero();
        });
    }

    @Test
    void configuredNetworkIsTracedWithItsHashes(OnosCore.Running onos) {
        apply(onos, KEY, ConfigFixtures.TWO_PATHS);
        awaitTwoPaths(onos);
        FiveTuple flow = FiveTuple.tcp(Address.parse("10.0.1.2"), 40_000, Address.parse("10.0.2.2"), 80);
        Fabric fabric = onos.service(FabricService.class).fabric();
        assertThat(new PathTracer(fabric).trace(flow).label()).isIn("r1/1>r2/3", "r1/2>r2/3");
        assertThat(new PathTracer(fabric).trace(flow.reversed()).label()).isIn("r2/1>r1/3", "r2/2>r1/3");
        assertThat(fabric.link(fabric.host(0).uplink(0)).rateBps()).isIn(0L, 1_000_000_000L);
    }

    @Test
    void changeIsFollowedAndRemovalLeavesNothing(OnosCore.Running onos) {
        apply(onos, KEY, ConfigFixtures.TWO_PATHS);
        awaitTwoPaths(onos);
        apply(onos, KEY, ConfigFixtures.TWO_PATHS
                .replace(", {'a': 'routed:r1/2', 'b': 'routed:r2/2'}", "")
                .replace("'routed:r2/3'", "'routed:r2/2'"));
        awaitFabric(onos, fabric -> {
            assertThat(fabric.liveLinkCount()).isEqualTo(6);
            assertThat(fabric.paths(Address.parse("10.0.1.2"), Address.parse("10.0.2.2"), 9).path(0).label())
                    .isEqualTo("r1/1>r2/2");
        });
        cleanUp.run();
        awaitNothing(onos);
        awaitFabric(onos, fabric -> assertThat(fabric.deviceCount()).isZero());
    }

    @Test
    void wrongConfigurationIsRefusedWholeWithItsPlace(OnosCore.Running onos) {
        apply(onos, KEY, ConfigFixtures.TWO_PATHS);
        awaitTwoPaths(onos);
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> apply(onos, KEY, ConfigFixtures.TWO_PATHS.replace("'port': 2}", "'port': 4}")))
                .withMessageContaining("apps/org.crosslayer.mptcp/routedFabric")
                .withMessageContaining("devices[0].routes[0].nextHops[1].port")
                .withMessageContaining("no port 4");
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> apply(onos, "policy", "{'maxSubflows': 1000}"))
                .withMessageContaining("maxSubflows");
        awaitTwoPaths(onos);
        assertThat(onos.service(FabricService.class).policy().maxSubflows()).isEqualTo(8);
    }

    @Test
    void hashesOfOtherDevicesAreCheckedToo(OnosCore.Running onos) {
        NetworkConfigService configs = onos.service(NetworkConfigService.class);
        DeviceId device = DeviceId.deviceId("of:0000000000000001");
        cleanUp = () -> configs.removeConfig("devices", device, "ecmp");
        configs.applyConfig("devices", device, "ecmp", ConfigFixtures.json("{'hash': 'ovs-dp-hash'}"));
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> configs.applyConfig("devices", device, "ecmp", ConfigFixtures.json("{'hash': 'x'}")))
                .withMessageContaining("devices/of:0000000000000001/ecmp").withMessageContaining("\"hash\"")
                .withMessageContaining("expected one of linux-policy0");
    }

    @Test
    void policyIsFollowed(OnosCore.Running onos) {
        apply(onos, "policy", "{'maxSubflows': 3, 'openAfterBytes': 4294967296, 'sourcePorts': '20000-20999'}");
        await().atMost(OnosCore.DEADLINE).untilAsserted(() ->
                assertThat(onos.service(FabricService.class).policy().openAfterBytes()).isEqualTo(4_294_967_296L));
        cleanUp.run();
        await().atMost(OnosCore.DEADLINE).untilAsserted(() ->
                assertThat(onos.service(FabricService.class).policy().maxSubflows()).isEqualTo(8));
    }

    @Test
    void deactivationWithdrawsAndActivationBringsBack(OnosCore.Running onos) throws BundleException {
        apply(onos, KEY, ConfigFixtures.TWO_PATHS);
        awaitTwoPaths(onos);
        onos.application().stop();
        awaitNothing(onos);
        onos.application().start();
        awaitTwoPaths(onos);
    }
}
