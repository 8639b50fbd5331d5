// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.crosslayer.simulator.network.CableState;
import org.crosslayer.simulator.network.Cabling;
import org.crosslayer.simulator.network.Snapshots;
import org.crosslayer.simulator.network.Topologies;
import org.crosslayer.simulator.traffic.Demand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LuckSchemeTest {

    private final Cabling cabling = Topologies.cabling("fat-tree:8");
    private final Snapshots snapshots = new Snapshots(cabling, new SplittableRandom(5));
    private final Hosts hosts = new Hosts(snapshots, snapshots.fabric(CableState.intact(cabling)), false);
    private final SplittableRandom random = new SplittableRandom(6);

    @Test
    void randomSubflowsHavePortsOfTheirOwnAndRepeatPathsByChance() {
        int paths = 0;
        for (int i = 0; i < 100; i++) {
            Connection connection = connected("random-8", i);
            assertThat(ports(connection)).doesNotHaveDuplicates().hasSize(8);
            assertThat(Arrays.stream(ports(connection)).boxed())
                    .allMatch(port -> port >= Hosts.FIRST_EPHEMERAL && port <= Hosts.LAST_EPHEMERAL);
            paths += paths(connection);
        }
        // 16 (1 - (15/16)^8) = 6.45 paths of 16 are expected.
        assertThat(paths / 100.0).isBetween(6.2, 6.7);
    }

    @Test
    void distinctSubflowsTakeDifferentPathsAndNoMoreThanThereAre() {
        for (int i = 0; i < 50; i++) {
            Connection connection = connected("distinct-8", i);
            assertThat(connection.subflowCount()).isEqualTo(8);
            assertThat(paths(connection)).isEqualTo(8);
        }
        Connection inTheRack = hosts.connect(99, new Demand(0, 1), random);
        SchemeChoice.named("distinct-8").start(hosts, random).open(inTheRack);
        assertThat(inTheRack.subflowCount()).isEqualTo(1);
    }

    @Test
    void aSubflowGoesWhereTheHashesOfTheRoutersSendIt() {
        Connection connection = connected("random-4", 0);

        for (int i = 0; i < connection.subflowCount(); i++) {
            int[] path = connection.subflow(i).path();
            assertThat(path).hasSize(6).containsExactly(hosts.path(connection.subflow(i).flow()));
            assertThat(hosts.fabric().link(path[5]).host()).isEqualTo(127);
        }
    }

    @Test
    void dataOfADownloadTakeTheWayBack() {
        Hosts downloads = new Hosts(snapshots, hosts.fabric(), true);
        Connection connection = downloads.connect(0, new Demand(3, 127), random);

        assertThat(connection.subflow(0).flow().source()).isEqualTo(snapshots.address(127));
        assertThat(downloads.fabric().link(connection.subflow(0).path()[5]).host()).isEqualTo(127);
    }

    @Test
    void portsAreFreeAgainWhenAConnectionHasEnded() {
        Connection connection = connected("single", 0);
        int port = connection.subflow(0).flow().sourcePort();
        assertThat(hosts.taken(connection, port)).isTrue();
        assertThatThrownBy(() -> hosts.open(connection, port)).hasMessageContaining("is in use");

        hosts.close(connection);
        assertThat(hosts.taken(connection, port)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "random", "random-0", "random-65", "distinct-", "crosslayer-x", "tcp", "single-2"})
    void unknownSchemesAreRefused(String name) {
        assertThatThrownBy(() -> SchemeChoice.named(name)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no scheme '" + name + "': expected single, ");
    }

    private Connection connected(String scheme, int sender) {
        Connection connection = hosts.connect(sender, new Demand(sender, 127), random);
        SchemeChoice.named(scheme).start(hosts, random).open(connection);
        return connection;
    }

    private static int[] ports(Connection connection) {
        return IntStream.range(0, connection.subflowCount())
                .map(i -> connection.subflow(i).flow().sourcePort()).toArray();
    }

    private static long paths(Connection connection) {
        return IntStream.range(0, connection.subflowCount())
                .mapToObj(i -> Arrays.toString(connection.subflow(i).path())).distinct().count();
    }
}
