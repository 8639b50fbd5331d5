// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricText;
import org.crosslayer.mptcp.FakeOnos;
import org.crosslayer.mptcp.config.FakeConfigRegistry;
import org.crosslayer.mptcp.config.NetworkConfiguration;
import org.crosslayer.mptcp.routed.TestProviders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.LinkKey;

/** Whatever ONOS reports in whatever order: is the updated snapshot the one that a full reading gives? */
class SnapshotUpdateTest {

    private static final int ROUTERS = 5;
    private static final int PORTS = 5;

    private final FakeOnos onos = new FakeOnos();
    private final FakeConfigRegistry registry = new FakeConfigRegistry();
    private final OnosNetwork network = new OnosNetwork(onos.devices, onos.links, onos.hosts);
    private final Changes changes = new Changes();
    private final List<ConnectPoint[]> cables = new ArrayList<>();
    private NetworkConfiguration configuration;
    private Runnable stopProvider;

    /** Five routers in a ring with two cables between neighbours; port 5 is for a host, and one host has two. */
    @BeforeEach
    void network() {
        configuration = registry.configuration();
        stopProvider = TestProviders.start(onos, configuration);
        String devices = IntStream.range(0, ROUTERS).mapToObj(i -> "{'id': 'routed:r" + i
                + "', 'ecmp': {'hash': 'linux-policy3', 'seed': " + (i + 1) + "}, 'ports': ["
                + IntStream.rangeClosed(1, PORTS + 1).mapToObj(port -> "{'number': " + port + ", 'rateMbps': 20}")
                        .collect(Collectors.joining(", ")) + "]}").collect(Collectors.joining(", "));
        for (int i = 0; i < ROUTERS; i++) {
            for (int cable = 1; cable <= 2; cable++) {
                cables.add(new ConnectPoint[] {point(i, cable), point((i + 1) % ROUTERS, cable + 2)});
            }
        }
        String links = cables.stream().map(ends -> "{'a': '" + ends[0] + "', 'b': '" + ends[1] + "'}")
                .collect(Collectors.joining(", "));
        registry.post("routedFabric", "{'devices': [" + devices + "], 'links': [" + links + "], 'hosts': ["
                + "{'mac': '02:00:00:00:00:01', 'ips': ['10.0.1.2'], 'location': 'routed:r0/5'},"
                + "{'mac': '02:00:00:00:00:02', 'ips': ['10.0.2.2'], 'location': 'routed:r2/5'},"
                + "{'mac': '02:00:00:00:00:03', 'ips': ['10.0.3.2'], 'locations': ['routed:r4/5', 'routed:r3/5'],"
                + " 'bond': 'active-backup'}]}");
        await().until(() -> full().hostCount() == 3 && full().liveLinkCount() == 4 * ROUTERS + 8);
        onos.links.addListener(event -> changes.link(LinkKey.linkKey(event.subject())));
        onos.devices.addListener(event -> changes.port(new ConnectPoint(event.subject().id(), event.port().number())));
    }

    @AfterEach
    void stop() {
        stopProvider.run();
    }

    private static ConnectPoint point(int router, int port) {
        return ConnectPoint.deviceConnectPoint("routed:r" + router + "/" + port);
    }

    private Fabric full() {
        return new SnapshotReader(network).read(configuration.routedFabric(), configuration.hashes());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void updatesGiveWhatAFullReadingGives(long seed) {
        Random random = new Random(seed);
        Fabric fabric = full();
        boolean[] gone = new boolean[cables.size()];
        for (int step = 0; step < 40; step++) {
            for (int event = random.nextInt(3); event >= 0; event--) {
                int cable = random.nextInt(cables.size());
                ConnectPoint port = point(random.nextInt(ROUTERS), 1 + random.nextInt(PORTS));
                switch (random.nextInt(3)) {
                    case 0:
                        gone[cable] = !gone[cable];
                        onos.cut(cables.get(cable)[0], cables.get(cable)[1], gone[cable]);
                        break;
                    case 1:
                        onos.enable(port, random.nextInt(3) > 0);
                        break;
                    default:
                        onos.speed(port, random.nextInt(3) * 10);
                }
            }
            Fabric updated = SnapshotUpdate.of(fabric, network, changes.take());
            assertThat(updated).isNotNull();
            assertThat(updated.numberedLike(fabric)).isTrue();
            assertThat(FabricText.differences(updated, full())).isEmpty();
            fabric = updated;
        }
    }

    @Test
    void newCableIsAdded() {
        Fabric fabric = full();
        onos.cut(point(0, 6), point(2, 6), false);
        Fabric updated = SnapshotUpdate.of(fabric, network, changes.take());
        assertThat(updated.liveLinkCount()).isEqualTo(fabric.liveLinkCount() + 2);
        assertThat(updated.reverse(updated.linkAt(updated.deviceOf("routed:r0"), 6)))
                .isEqualTo(updated.linkAt(updated.deviceOf("routed:r2"), 6));
        assertThat(FabricText.differences(updated, full())).isEmpty();
    }

    @Test
    void whatContradictsTheSnapshotTakesAFullReading() {
        Fabric fabric = full();
        onos.cut(point(0, 1), point(3, 6), false);
        assertThat(SnapshotUpdate.of(fabric, network, changes.take())).isNull();
        Fabric contradiction = full();
        assertThat(contradiction.leftOut()).isNotEmpty();
        onos.cut(point(0, 1), point(3, 6), true);
        assertThat(SnapshotUpdate.of(contradiction, network, changes.take())).isNull();
        assertThat(FabricText.differences(fabric, full())).isEmpty();
        changes.everything();
        assertThat(SnapshotUpdate.of(fabric, network, changes.take())).isNull();
    }

    @Test
    void tooManyChangesTakeAFullReading() {
        for (int i = 0; i < 300; i++) {
            changes.port(ConnectPoint.deviceConnectPoint("routed:r0/" + (100 + i)));
        }
        assertThat(changes.take().few()).isFalse();
        assertThat(changes.take().few()).isTrue();
    }
}
