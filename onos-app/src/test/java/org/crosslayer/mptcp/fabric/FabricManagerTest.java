// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricText;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TracedPath;
import org.crosslayer.mptcp.FabricEvent;
import org.crosslayer.mptcp.FakeOnos;
import org.crosslayer.mptcp.config.ConfigFixtures;
import org.crosslayer.mptcp.config.FakeConfigRegistry;
import org.crosslayer.mptcp.config.NetworkConfiguration;
import org.crosslayer.mptcp.routed.TestProviders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onosproject.cfg.ComponentConfigAdapter;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.device.DefaultPortStatistics;

/** From the configuration through ONOS to the path of a packet. */
class FabricManagerTest {

    private final FakeOnos onos = new FakeOnos();
    private final FakeConfigRegistry registry = new FakeConfigRegistry();
    private final FabricManager manager = new FabricManager();
    private final List<FabricEvent.Type> events = new CopyOnWriteArrayList<>();
    private Runnable stopProvider;

    @BeforeEach
    void activate() {
        NetworkConfiguration configuration = registry.configuration();
        stopProvider = TestProviders.start(onos, configuration);
        manager.configuration = configuration;
        manager.deviceService = onos.devices;
        manager.linkService = onos.links;
        manager.hostService = onos.hosts;
        manager.configService = new ComponentConfigAdapter();
        manager.activate(null);
        manager.addListener(event -> events.add(event.type()));
    }

    @AfterEach
    void deactivate() {
        manager.deactivate();
        stopProvider.run();
    }

    private Fabric configured(String json) {
        registry.post("routedFabric", json);
        await().untilAsserted(() -> assertThat(manager.fabric().hostCount()).isEqualTo(2));
        return manager.fabric();
    }

    private static TracedPath trace(Fabric fabric, int port) {
        return new PathTracer(fabric).trace(
                FiveTuple.tcp(Address.parse("10.0.1.2"), port, Address.parse("10.0.2.2"), 80));
    }

    @Test
    void snapshotHasHashesRoutesAndRatesOfTheConfiguration() {
        Fabric fabric = configured(ConfigFixtures.TWO_PATHS);
        assertThat(fabric.deviceCount()).isEqualTo(2);
        assertThat(fabric.problems()).containsExactly("of 8 links 2 have no known rate, such as host "
                + "02:00:00:00:00:02/None > r2/3: they count as 1000 Mbit/s");
        int first = 0;
        for (int port = 1; port <= 300; port++) {
            TracedPath path = trace(fabric, port);
            assertThat(path.label()).isIn("r1/1>r2/3", "r1/2>r2/3");
            first += path.label().startsWith("r1/1") ? 1 : 0;
        }
        // Weights 2 and 1.
        assertThat(first).isBetween(150, 250);
        TracedPath slow = fabric.paths(Address.parse("10.0.1.2"), Address.parse("10.0.2.2"), 9).path(1);
        assertThat(fabric.link(slow.link(1)).rateBps()).isEqualTo(10_000_000);
        assertThat(fabric.link(slow.link(0)).rateBps()).isEqualTo(1_000_000_000);
    }

    @Test
    void whatIsDownIsLeftOut() {
        configured(ConfigFixtures.TWO_PATHS);
        onos.enable(ConnectPoint.deviceConnectPoint("routed:r2/1"), false);
        await().untilAsserted(() -> assertThat(manager.fabric().liveLinkCount()).isEqualTo(6));
        for (int port = 1; port <= 50; port++) {
            assertThat(trace(manager.fabric(), port).label()).isEqualTo("r1/2>r2/3");
        }
    }

    @Test
    void cutIsFollowedWithTheNumbersOfTheLastSnapshot() {
        Fabric before = configured(ConfigFixtures.TWO_PATHS);
        ConnectPoint one = ConnectPoint.deviceConnectPoint("routed:r1/1");
        ConnectPoint other = ConnectPoint.deviceConnectPoint("routed:r2/1");
        onos.cut(one, other, true);
        await().untilAsserted(() -> assertThat(manager.fabric().liveLinkCount()).isEqualTo(6));
        Fabric cut = manager.fabric();
        assertThat(cut.numberedLike(before)).isTrue();
        assertThat(trace(cut, 7).label()).isEqualTo("r1/2>r2/3");
        onos.cut(one, other, false);
        await().untilAsserted(() -> assertThat(manager.fabric().liveLinkCount()).isEqualTo(8));
        assertThat(manager.fabric().numberedLike(before)).isTrue();
        assertThat(FabricText.differences(before, manager.fabric())).isEmpty();
        onos.speed(ConnectPoint.deviceConnectPoint("routed:r2/2"), 5);
        await().untilAsserted(() -> assertThat(manager.fabric().rateBps(before.linkAt(0, 2))).isEqualTo(5_000_000));
    }

    @Test
    void trafficIsMeasured() {
        Fabric fabric = configured(ConfigFixtures.TWO_PATHS);
        assertThat(manager.utilisation().knownCount()).isZero();
        onos.counted(DeviceId.deviceId("routed:r1"), DefaultPortStatistics.builder()
                .setDeviceId(DeviceId.deviceId("routed:r1")).setPort(PortNumber.portNumber(1))
                .setBytesSent(1000).setBytesReceived(500).setDurationSec(2).build());
        manager.measureEvery(1);
        await().untilAsserted(() -> assertThat(events).contains(FabricEvent.Type.UTILISATION_MEASURED));
        LinkUtilisation measured = manager.utilisation();
        assertThat(measured.isOf(fabric)).isTrue();
        int link = fabric.linkAt(fabric.deviceOf("routed:r1"), 1);
        assertThat(measured.bitsPerSecond(link)).isEqualTo(4000);
        assertThat(measured.bitsPerSecond(fabric.reverse(link))).isEqualTo(2000);
        assertThat(measured.knownCount()).isEqualTo(2);
    }

    @Test
    void policyIsFollowed() {
        registry.post("policy", "{'maxSubflows': 2}");
        await().untilAsserted(() -> assertThat(events).contains(FabricEvent.Type.POLICY_CHANGED));
        assertThat(manager.policy().maxSubflows()).isEqualTo(2);
        events.clear();
        configured(ConfigFixtures.TWO_PATHS);
        await().untilAsserted(() -> assertThat(events).contains(FabricEvent.Type.FABRIC_CHANGED)
                .doesNotContain(FabricEvent.Type.POLICY_CHANGED));
    }
}
