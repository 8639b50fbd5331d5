// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.crosslayer.fabric.Fabric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopologiesTest {

    private static final int MANY = 1_000;

    @ParameterizedTest
    @CsvSource({"fat-tree:2, 5, 4, 2", "fat-tree:4, 20, 32, 16", "fat-tree:8, 80, 256, 128",
        "leaf-spine:4x2, 6, 8, 8", "leaf-spine:16x8:16, 24, 128, 256", "leaf-spine:16x8:2:1, 24, 128, 256",
        "cloudnet, 4, 4, 2", "cloudnet:5, 4, 4, 10"})
    void aNameGivesRoutersCablesAndHosts(String name, int routers, int cables, int hosts) {
        Cabling cabling = Topologies.cabling(name);

        assertThat(cabling.routerCount()).isEqualTo(routers);
        assertThat(cabling.cableCount()).isEqualTo(cables);
        assertThat(cabling.hostCount()).isEqualTo(hosts);
    }

    @Test
    void hostsOfAFatTreeHaveOnePathInTheRackFourInThePodAndSixteenBeyond() {
        Snapshots snapshots = snapshots("fat-tree:8");
        Fabric fabric = intact("fat-tree:8", snapshots);

        assertThat(paths(fabric, snapshots, 0, 1)).isEqualTo(1);
        assertThat(paths(fabric, snapshots, 0, 4)).isEqualTo(4);
        assertThat(paths(fabric, snapshots, 0, 127)).isEqualTo(16);
        assertThat(fabric.linkCount()).isEqualTo(2 * (256 + 128));
    }

    @Test
    void leavesAreJoinedByEverySpineAndTheCloudSiteByTwoUplinks() {
        Snapshots snapshots = snapshots("leaf-spine:3x5:2");
        Fabric fabric = intact("leaf-spine:3x5:2", snapshots);
        assertThat(paths(fabric, snapshots, 0, 1)).isEqualTo(1);
        assertThat(paths(fabric, snapshots, 0, 5)).isEqualTo(5);

        snapshots = snapshots("cloudnet");
        assertThat(paths(intact("cloudnet", snapshots), snapshots, 0, 1)).isEqualTo(2);
        assertThat(paths(intact("cloudnet", snapshots), snapshots, 1, 0)).isEqualTo(2);
    }

    @Test
    void hostsKeepTheirNumbersInEverySnapshot() {
        Snapshots snapshots = snapshots("fat-tree:4");
        Cabling cabling = Topologies.cabling("fat-tree:4");
        Fabric fabric = snapshots.fabric(CableState.intact(cabling).with(5, 0, new SplittableRandom(1)));

        for (int host = 0; host < cabling.hostCount(); host++) {
            assertThat(fabric.hostOf(snapshots.address(host))).isEqualTo(host);
        }
    }

    @Test
    void failedCablesAreGoneAndDegradedOnesAreSlower() {
        Cabling cabling = Topologies.cabling("leaf-spine:2x4");
        Snapshots snapshots = new Snapshots(cabling, new SplittableRandom(1));
        SplittableRandom random = new SplittableRandom(2);
        CableState state = CableState.intact(cabling).with(2, 0, random).with(1, 0.25, random);
        Fabric fabric = snapshots.fabric(state);

        long slow = 0;
        for (int link = 0; link < fabric.linkCount(); link++) {
            slow += fabric.link(link).rateBps() == 2_500_000_000L ? 1 : 0;
        }
        assertThat(fabric.linkCount()).isEqualTo(2 * (8 - 2 + cabling.hostCount()));
        assertThat(slow).isEqualTo(2);
        assertThat(state.allIntact()).isFalse();
        assertThat(CableState.intact(cabling).allIntact()).isTrue();
        assertThatThrownBy(() -> state.with(6, 0, random)).hasMessage("there are 5 working links, not 6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fat-tree", "fat-tree:7", "fat-tree:0", "fat-tree:50", "fat-tree:x", "leaf-spine:0x2",
        "leaf-spine:4", "leaf-spine:1x1:1", "leaf-spine:4x4:2:2", "leaf-spine:999x99:999", "cloudnet:0", "ring:4"})
    void anyOtherNameIsRefusedWithWhatIsExpected(String name) {
        assertThatThrownBy(() -> Topologies.cabling(name)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no topology '" + name + "': expected fat-tree:K");
    }

    private static Snapshots snapshots(String name) {
        return new Snapshots(Topologies.cabling(name), new SplittableRandom(7));
    }

    private static Fabric intact(String name, Snapshots snapshots) {
        return snapshots.fabric(CableState.intact(Topologies.cabling(name)));
    }

    private static int paths(Fabric fabric, Snapshots snapshots, int from, int to) {
        return fabric.paths(snapshots.address(from), snapshots.address(to), MANY).size();
    }
}
