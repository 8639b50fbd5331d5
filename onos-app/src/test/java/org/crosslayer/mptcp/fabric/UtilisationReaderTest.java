// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.crosslayer.ecmp.Address;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricBuilder;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.mptcp.FakeOnos;
import org.junit.jupiter.api.Test;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.device.DefaultPortStatistics;
import org.onosproject.net.device.PortStatistics;

class UtilisationReaderTest {

    private static final DeviceId R1 = DeviceId.deviceId("routed:r1");
    private static final DeviceId R2 = DeviceId.deviceId("routed:r2");
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final FakeOnos onos = new FakeOnos();
    private final UtilisationReader reader = new UtilisationReader(onos.devices);
    private final Fabric fabric = new FabricBuilder().device("routed:r1", "r1", null).device("routed:r2", "r2", null)
            .link("routed:r1", 1, "routed:r2", 1, 0).link("routed:r2", 1, "routed:r1", 1, 0)
            .host("h", List.of(Address.parse("10.0.0.1")), "routed:r1", 9, 0).build();
    private final int there = fabric.linkAt(0, 1);
    private final int back = fabric.linkAt(1, 1);

    private static PortStatistics delta(DeviceId device, long port, long sent, long received, long millis) {
        return DefaultPortStatistics.builder().setDeviceId(device).setPort(PortNumber.portNumber(port))
                .setBytesSent(sent).setBytesReceived(received).setDurationSec(millis / 1000)
                .setDurationNano(TimeUnit.MILLISECONDS.toNanos(millis % 1000)).build();
    }

    @Test
    void missingStatisticsAreUnknown() {
        LinkUtilisation measured = reader.read(fabric, 0);
        assertThat(measured.knownCount()).isZero();
        assertThat(measured.bitsPerSecond(there)).isEqualTo(LinkUtilisation.UNKNOWN);
    }

    @Test
    void senderCountsBeforeReceiver() {
        onos.counted(R1, delta(R1, 1, 1000, 2000, 500), delta(R1, 9, 0, 400, 500));
        LinkUtilisation measured = reader.read(fabric, 0);
        assertThat(measured.bitsPerSecond(there)).isEqualTo(16_000);
        assertThat(measured.bitsPerSecond(back)).isEqualTo(32_000);
        assertThat(measured.bitsPerSecond(fabric.host(0).uplink(0))).isEqualTo(6_400);
        assertThat(measured.known(fabric.host(0).downlink(0))).isTrue();
        assertThat(measured.bitsPerSecond(fabric.host(0).downlink(0))).isZero();
        onos.counted(R2, delta(R2, 1, 10, 10, 1000));
        assertThat(reader.read(fabric, 1).bitsPerSecond(back)).isEqualTo(80);
        assertThat(reader.read(fabric, 2).bitsPerSecond(there)).isEqualTo(16_000);
    }

    @Test
    void silentDeviceIsNotBelievedForLong() {
        onos.counted(R1, delta(R1, 1, 1000, 2000, 5000));
        assertThat(reader.read(fabric, 0).known(there)).isTrue();
        assertThat(reader.read(fabric, 29 * SECOND).known(there)).isTrue();
        assertThat(reader.read(fabric, 31 * SECOND).known(there)).isFalse();
        onos.counted(R1, delta(R1, 1, 500, 2000, 5000));
        assertThat(reader.read(fabric, 32 * SECOND).bitsPerSecond(there)).isEqualTo(800);
    }

    @Test
    void nonsenseIsUnknown() {
        onos.counted(R1, delta(R1, 1, -1, 2000, 5000), delta(R1, 9, 7, 7, 0));
        LinkUtilisation measured = reader.read(fabric, 0);
        assertThat(measured.known(there)).isFalse();
        assertThat(measured.known(back)).isTrue();
        assertThat(measured.known(fabric.host(0).uplink(0))).isFalse();
    }
}
