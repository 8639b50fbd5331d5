// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.onoscore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.onlab.packet.ChassisId;
import org.onlab.packet.MacAddress;
import org.onlab.util.KryoNamespace;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.Device;
import org.onosproject.net.DeviceId;
import org.onosproject.net.Link;
import org.onosproject.net.MastershipRole;
import org.onosproject.net.PortNumber;
import org.onosproject.net.device.DefaultDeviceDescription;
import org.onosproject.net.device.DefaultPortDescription;
import org.onosproject.net.device.DeviceProvider;
import org.onosproject.net.device.DeviceProviderRegistry;
import org.onosproject.net.device.DeviceProviderService;
import org.onosproject.net.device.PortDescription;
import org.onosproject.net.link.DefaultLinkDescription;
import org.onosproject.net.link.LinkProviderRegistry;
import org.onosproject.net.link.LinkProviderService;
import org.onosproject.net.provider.ProviderId;
import org.onosproject.net.topology.PathService;
import org.onosproject.store.serializers.KryoNamespaces;
import org.onosproject.store.service.ConsistentMap;
import org.onosproject.store.service.Serializer;
import org.onosproject.store.service.StorageService;

class EmbeddedCoreIT {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final ProviderId PROVIDER = new ProviderId("test", "org.crosslayer.test");

    private static EmbeddedCore core;

    @BeforeAll
    static void start() throws Exception {
        core = EmbeddedCore.from(Path.of(System.getProperty("onos.core"), "karaf/target/assembly")).start();
    }

    @AfterAll
    static void stop() throws Exception {
        core.close();
    }

    /** s1 - s2 - s4 and s1 - s3 - s4. */
    @Test
    void findsBothPathsOfDiamond() {
        Switches switches = new Switches();
        switches.service = core.service(DeviceProviderRegistry.class, DEADLINE).register(switches);
        for (int i = 1; i <= 4; i++) {
            switches.connect(i);
        }
        LinkProviderService links = core.service(LinkProviderRegistry.class, DEADLINE).register(() -> PROVIDER);
        for (int[] link : new int[][] {{1, 1, 2, 1}, {2, 2, 4, 1}, {1, 2, 3, 1}, {3, 2, 4, 2}}) {
            ConnectPoint a = port(link[0], link[1]);
            ConnectPoint b = port(link[2], link[3]);
            links.linkDetected(new DefaultLinkDescription(a, b, Link.Type.DIRECT));
            links.linkDetected(new DefaultLinkDescription(b, a, Link.Type.DIRECT));
        }
        PathService paths = core.service(PathService.class, DEADLINE);
        await().atMost(DEADLINE).untilAsserted(
                () -> assertThat(paths.getPaths(device(1), device(4))).hasSize(2));
    }

    @Test
    void keepsConsistentMap() {
        ConsistentMap<String, MacAddress> map = core.service(StorageService.class, DEADLINE)
                .<String, MacAddress>consistentMapBuilder().withName("test")
                .withSerializer(Serializer.using(KryoNamespace.newBuilder().register(KryoNamespaces.API).build()))
                .build();
        map.put("broadcast", MacAddress.BROADCAST);
        assertThat(map.get("broadcast").value()).isEqualTo(MacAddress.BROADCAST);
    }

    private static DeviceId device(int number) {
        return DeviceId.deviceId("test:" + number);
    }

    private static ConnectPoint port(int device, int number) {
        return new ConnectPoint(device(device), PortNumber.portNumber(number));
    }

    private static final class Switches implements DeviceProvider {
        private DeviceProviderService service;

        void connect(int number) {
            service.deviceConnected(device(number), new DefaultDeviceDescription(device(number).uri(),
                    Device.Type.SWITCH, "test", "", "", "", new ChassisId(number)));
            List<PortDescription> ports = IntStream.rangeClosed(1, 2).mapToObj(p -> DefaultPortDescription.builder()
                    .withPortNumber(PortNumber.portNumber(p)).isEnabled(true).build()).collect(Collectors.toList());
            service.updatePorts(device(number), ports);
        }

        @Override
        public void roleChanged(DeviceId id, MastershipRole role) {
            service.receivedRoleReply(id, role, role);
        }

        @Override
        public void triggerProbe(DeviceId id) {
        }

        @Override
        public boolean isReachable(DeviceId id) {
            return true;
        }

        @Override
        public void changePortState(DeviceId id, PortNumber port, boolean enable) {
        }

        @Override
        public ProviderId id() {
            return PROVIDER;
        }
    }
}
