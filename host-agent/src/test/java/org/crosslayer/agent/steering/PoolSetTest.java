// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pools become together, and in the kernel's maps. */
class PoolSetTest {
    private static final long NOW = 1_000_000_000_000L;

    private static SourcePortPool pool(long id, String text) {
        return PoolText.parse(id, text);
    }

    private static SourcePortPool lasting(SourcePortPool pool, Duration lifetime) {
        return new SourcePortPool(pool.id(), pool.remote(), pool.remotePort(), pool.protocols(), pool.sourcePorts(),
            lifetime);
    }

    @Test
    void shouldReadPools() {
        assertThat(pool(3, "10.0.0.0/8 port 80 tcp mptcp source-ports 2000-2002 2009")).isEqualTo(
            new SourcePortPool(3, RemotePrefix.parse("10.0.0.0/8"), 80, Set.of(SteeredProtocol.values()),
                List.of(2000, 2001, 2002, 2009), Duration.ZERO));
        assertThat(pool(1, "fd00::1  source-ports 2000").protocols()).containsExactly(SteeredProtocol.MPTCP);
        assertThat(SourcePortList.format(SourcePortList.parse("2003,2000-2002,2005"))).isEqualTo("2003,2000-2002,2005");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | '' is not PREFIX",
        "10.0.0.0/8 | '10.0.0.0/8' is not PREFIX [port PORT]",
        "10.0.0.0/8 source-ports | is not PREFIX",
        "source-ports 2000 | is not PREFIX",
        "10.0.0.0/8 udp source-ports 2000 | 'udp' of '10.0.0.0/8 udp source-ports 2000' is unexpected",
        "10.0.0.0/8 port source-ports 2000 | destination port '' is not within 1 to 65535",
        "10.0.0.0/8 port 0 source-ports 2000 | destination port '0' is not within",
        "10.0.0.0/8 source-ports 2000-2001-2002 | '2000-2001-2002' is not a source port or a range",
        "10.0.0.0/8 source-ports 2000,,2001 | '' is not a source port"})
    void shouldRefuseWhatIsNoPool(String text, String expected) {
        assertThatThrownBy(() -> pool(1, text)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(expected);
    }

    @Test
    void shouldReplaceThePoolsOfOneOriginOnly() throws Exception {
        List<InstalledPool> first = PoolSet.of(List.of(), Origin.CONTROLLER,
            List.of(pool(9, "10.0.0.0/8 source-ports 2000"), pool(2, "11.0.0.0/8 source-ports 2000")), NOW);
        List<InstalledPool> second = PoolSet.of(first, Origin.MANUAL, List.of(pool(1, "::/0 source-ports 2000")), NOW);
        assertThat(second).extracting(InstalledPool::origin)
            .containsExactly(Origin.MANUAL, Origin.CONTROLLER, Origin.CONTROLLER);
        assertThat(second).extracting(installed -> installed.pool().id()).containsExactly(1L, 2L, 9L);
        assertThat(PoolSet.of(second, Origin.CONTROLLER, List.of(), NOW)).hasSize(1);
    }

    @Test
    void shouldKeepThePlaceOfAPoolThatIsReplaced() throws Exception {
        InstalledPool used = new InstalledPool(Origin.MANUAL, pool(1, "::/0 source-ports 2000-2009"), 0, 7);
        List<InstalledPool> replaced = PoolSet.of(List.of(used), Origin.MANUAL,
            List.of(pool(1, "::/0 source-ports 3000-3009"), pool(2, "10.0.0.0/8 source-ports 2000")), NOW);
        assertThat(replaced).extracting(InstalledPool::next).containsExactly(7, 0);
    }

    @Test
    void shouldForgetPoolsOfOthersWhoseTimeIsOver() throws Exception {
        List<InstalledPool> pools = PoolSet.of(List.of(), Origin.CONTROLLER,
            List.of(lasting(pool(1, "::/0 source-ports 2000"), Duration.ofSeconds(5))), NOW);
        assertThat(pools.get(0).deadline()).isEqualTo(NOW + 5_000_000_000L);
        assertThat(PoolSet.of(pools, Origin.MANUAL, List.of(), NOW + 4_000_000_000L)).isEqualTo(pools);
        assertThat(PoolSet.of(pools, Origin.MANUAL, List.of(), NOW + 5_000_000_000L)).isEmpty();
        assertThat(InstalledPool.now(Origin.MANUAL, lasting(pool(1, "::/0 source-ports 2000"),
            Duration.ofSeconds(Long.MAX_VALUE)), NOW, 0).deadline()).isPositive();
    }

    @Test
    void shouldRefusePoolsThatContradictEachOther() {
        assertRefused("there are two pools with id 1",
            List.of(pool(1, "::/0 source-ports 2000"), pool(1, "fd00::/16 source-ports 2000")));
        assertRefused("pools 1 and 2 are both for TCP to 10.0.0.0/8 port 80",
            List.of(pool(1, "10.0.0.0/8 port 80 tcp source-ports 2000"),
                pool(2, "10.0.0.0/8 port 80 mptcp tcp source-ports 2001")));
        List<SourcePortPool> many = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            many.add(new SourcePortPool(i, RemotePrefix.parse("10.0.0." + i), 0, Set.of(SteeredProtocol.TCP),
                IntStream.range(2000, 6096).boxed().toList(), Duration.ZERO));
        }
        assertRefused("266240 source ports in all pools together are more than 262144", many);
    }

    private static void assertRefused(String expected, List<SourcePortPool> pools) {
        assertThatThrownBy(() -> PoolSet.of(List.of(), Origin.MANUAL, pools, NOW))
            .isInstanceOf(SteeringException.class).hasMessage(expected);
    }

    @ParameterizedTest
    @CsvSource({"10.1.0.0/16 port 443 tcp source-ports 2000-2003", "0.0.0.0/0 source-ports 65535",
        "fd00:1::/32 mptcp tcp source-ports 40000 2000", "::/0 tcp source-ports 2000"})
    void shouldReadFromTheMapsWhatItWrote(String text) throws Exception {
        InstalledPool written = InstalledPool.now(Origin.CONTROLLER, lasting(pool(1L << 40, text),
            Duration.ofSeconds(60)), NOW, 12);
        ByteBuffer pools = Posix.buffer(2 * MapLayout.POOL_BYTES);
        MapLayout.putPool(pools, MapLayout.POOL_BYTES, written, 3);
        ByteBuffer ports = Posix.buffer(100);
        ports.position(3 * MapLayout.PORT_BYTES);
        written.pool().sourcePorts().forEach(port -> ports.putShort(port.shortValue()));
        assertThat(MapLayout.pool(pools, MapLayout.POOL_BYTES, ports, NOW)).isEqualTo(written);
    }

    @Test
    void shouldLayOutKeysAsTheProgramReadsThem() {
        ByteBuffer key = MapLayout.matchKey(pool(1, "10.1.0.0/16 port 443 source-ports 2000"), SteeredProtocol.TCP);
        byte[] bytes = new byte[MapLayout.MATCH_KEY_BYTES];
        key.position(4).get(bytes, 4, 20);
        assertThat(key.getInt(0)).isEqualTo(48);
        assertThat(bytes).containsExactly(0, 0, 0, 0, 4, 2, 1, 187, 10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void shouldFindCgroupMounts() {
        assertThat(SteeringSite.cgroupMounts(List.of(
            "30 24 0:26 / /sys/fs/cgroup ro,nosuid shared:9 - tmpfs tmpfs ro",
            "31 30 0:27 / /sys/fs/cgroup/unified rw,nosuid shared:10 - cgroup2 cgroup2 rw",
            "32 30 0:28 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu",
            "33 30 0:27 /system.slice /var/container rw - cgroup2 cgroup2 rw"))).containsExactly(
                Path.of("/sys/fs/cgroup/unified"));
    }

    @ParameterizedTest
    @CsvSource({"000000c000001000,true", "0000000000201000,true", "0000008000001000,false", "0000004000001000,false",
        "000000c000000000,false", "0000000000000000,false"})
    void shouldKnowThePrivileges(String effective, boolean enough) {
        assertThat(SteeringCheck.isPrivileged("Name:\tjava\nCapEff:\t" + effective + "\nCapBnd:\t0\n"))
            .isEqualTo(enough);
    }
}
