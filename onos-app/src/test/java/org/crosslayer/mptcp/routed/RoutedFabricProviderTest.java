// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.routed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.crosslayer.mptcp.FakeOnos;
import org.crosslayer.mptcp.TestApplication;
import org.crosslayer.mptcp.config.ConfigFixtures;
import org.crosslayer.mptcp.config.FakeConfigRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onosproject.mastership.MastershipServiceAdapter;
import org.onosproject.net.Device;
import org.onosproject.net.DeviceId;
import org.onosproject.net.Host;
import org.onosproject.net.PortNumber;

/** Is what is configured what ONOS has? */
class RoutedFabricProviderTest {

    private static final DeviceId R1 = DeviceId.deviceId("routed:r1");

    private final FakeOnos onos = new FakeOnos();
    private final FakeConfigRegistry registry = new FakeConfigRegistry();
    private final RoutedFabricProvider provider = new RoutedFabricProvider();
    private boolean active;

    @BeforeEach
    void activate() {
        provider.configuration = registry.configuration();
        provider.deviceRegistry = onos.deviceRegistry;
        provider.linkRegistry = onos.linkRegistry;
        provider.hostRegistry = onos.hostRegistry;
        provider.deviceService = onos.devices;
        provider.mastershipService = new MastershipServiceAdapter();
        provider.application = TestApplication.alone();
        provider.activate();
        active = true;
    }

    @AfterEach
    void deactivate() {
        if (active) {
            provider.deactivate();
        }
    }

    private void configure(String json, int hosts) {
        registry.post("routedFabric", json);
        await().untilAsserted(() -> assertThat(onos.hosts.getHosts()).hasSize(hosts));
    }

    @Test
    void configuredNetworkIsThere() {
        configure(ConfigFixtures.TWO_PATHS, 2);
        Device device = onos.devices.getDevice(R1);
        assertThat(device.type()).isEqualTo(Device.Type.ROUTER);
        assertThat(device.annotations().value("name")).isEqualTo("r1");
        assertThat(onos.devices.getPorts(R1)).hasSize(3);
        assertThat(onos.devices.getPort(R1, PortNumber.portNumber(1, "r1-eth1")).portSpeed()).isEqualTo(20);
        assertThat(onos.links.getLinks()).hasSize(4);
        Host host = onos.hosts.getHosts().iterator().next();
        assertThat(host.ipAddresses()).hasSize(2);
        assertThat(host.location().deviceId()).isEqualTo(R1);
        assertThat(host.configured()).isTrue();
    }

    @Test
    void hostsMayHaveSeveralLocations() {
        configure(ConfigFixtures.TWO_PATHS.replace("'location': 'routed:r2/3'",
                "'locations': ['routed:r2/3', 'routed:r1/3']"), 2);
        assertThat(onos.hosts.getHosts()).anySatisfy(host -> assertThat(host.locations()).hasSize(2));
        configure(ConfigFixtures.TWO_PATHS, 2);
        await().untilAsserted(() -> assertThat(onos.hosts.getHosts())
                .allSatisfy(host -> assertThat(host.locations()).hasSize(1)));
    }

    @Test
    void changesAreFollowed() {
        configure(ConfigFixtures.TWO_PATHS, 2);
        String changed = ConfigFixtures.TWO_PATHS
                .replace(", {'a': 'routed:r1/2', 'b': 'routed:r2/2'}", "")
                .replace("'10.0.2.2'], 'location': 'routed:r2/3'", "'10.0.2.9'], 'location': 'routed:r2/2'");
        registry.post("routedFabric", changed);
        await().untilAsserted(() -> assertThat(onos.hosts.getHosts()).hasSize(2)
                .anySatisfy(host -> assertThat(host.location()).hasToString("routed:r2/2")));
        assertThat(onos.links.getLinks()).hasSize(2);

        registry.post("routedFabric", "{'devices': [{'id': 'routed:r9', 'ports': [{'number': 7}]}]}");
        await().untilAsserted(() -> assertThat(onos.devices.getAvailableDevices()).hasSize(1)
                .allSatisfy(device -> assertThat(device.id()).hasToString("routed:r9")));
        assertThat(onos.links.getLinks()).isEmpty();
        assertThat(onos.hosts.getHosts()).isEmpty();
    }

    @Test
    void networkStaysWhenJustThisNodeEnds() {
        configure(ConfigFixtures.TWO_PATHS, 2);
        provider.application = TestApplication.oneOfSeveral();
        provider.deactivate();
        active = false;
        assertThat(onos.devices.getAvailableDevices()).hasSize(2);
        assertThat(onos.links.getLinks()).hasSize(4);
        assertThat(onos.hosts.getHosts()).hasSize(2);
    }

    @Test
    void nothingIsLeftAfterRemovalOrDeactivation() {
        configure(ConfigFixtures.TWO_PATHS, 2);
        registry.delete("routedFabric");
        await().untilAsserted(() -> assertThat(onos.devices.getAvailableDevices()).isEmpty());
        assertThat(onos.links.getLinks()).isEmpty();

        configure(ConfigFixtures.TWO_PATHS, 2);
        provider.deactivate();
        active = false;
        assertThat(onos.devices.getAvailableDevices()).isEmpty();
        assertThat(onos.links.getLinks()).isEmpty();
        assertThat(onos.hosts.getHosts()).isEmpty();
    }
}
