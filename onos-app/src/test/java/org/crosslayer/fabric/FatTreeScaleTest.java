// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.fabric.TestFabrics.cable;
import static org.crosslayer.fabric.TestFabrics.linux;

import java.util.List;
import java.util.Random;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.junit.jupiter.api.Test;

/** A fat-tree of 1,024 hosts: the larger fabrics differ from it in size only. */
class FatTreeScaleTest {

    private static final int K = 16;
    private static final int HALF = K / 2;
    private static final int HOSTS = K * HALF * HALF;

    private static Address address(int host) {
        return Address.of(new byte[] {10, 0, (byte) (host >> Byte.SIZE), (byte) host});
    }

    /** Edge devices with hosts above ports 1..8, which lead up. */
    private static Fabric fabric() {
        FabricBuilder builder = new FabricBuilder();
        for (int i = 0; i < HALF * HALF; i++) {
            builder.device("c" + i, "c" + i, linux(1 + i));
        }
        for (int pod = 0, host = 0; pod < K; pod++) {
            for (int i = 0; i < HALF; i++) {
                builder.device("a" + pod + "." + i, "a" + pod + "." + i, linux(1000 + pod * K + i));
                builder.device("e" + pod + "." + i, "e" + pod + "." + i, linux(2000 + pod * K + i));
                for (int j = 0; j < HALF; j++, host++) {
                    cable(builder, "e" + pod + "." + i, j + 1, "a" + pod + "." + j, HALF + i + 1);
                    cable(builder, "a" + pod + "." + i, j + 1, "c" + (i * HALF + j), pod + 1);
                    builder.host("h" + host, List.of(address(host)), "e" + pod + "." + i, HALF + j + 1, 1_000_000);
                }
            }
        }
        return builder.build();
    }

    @Test
    void pathsWalksAndChangesHold() {
        Fabric fabric = fabric();
        assertThat(fabric.deviceCount()).isEqualTo(320);
        assertThat(fabric.hostCount()).isEqualTo(HOSTS);
        assertThat(fabric.linkCount()).isEqualTo(6 * HOSTS);
        assertThat(fabric.problems()).isEmpty();
        Random random = new Random(1);
        PathChoices choices = new PathChoices(fabric);
        boolean[] wanted = new boolean[fabric.linkCount()];
        for (int i = 0; i < 200; i++) {
            int from = random.nextInt(HOSTS);
            int to = (from + HOSTS / 2) % HOSTS;
            assertThat(choices.find(address(from), address(to))).isEqualTo(HALF * HALF);
            int path = random.nextInt(choices.size());
            assertThat(search(fabric, choices, path, wanted, from, to)).isEqualTo(choices.path(path));
        }
    }

    /** The first of the ports from 1 on that leads over a path. */
    private static TracedPath search(Fabric fabric, PathChoices choices, int path, boolean[] wanted, int from, int to) {
        mark(choices, path, wanted, true);
        PacketWalk walk = new PacketWalk(fabric, FiveTuple.tcp(address(from), 1, address(to), 80));
        int port = 1;
        while (!walk.walk(port, 80, wanted)) {
            port++;
        }
        mark(choices, path, wanted, false);
        return new PathTracer(fabric).trace(FiveTuple.tcp(address(from), port, address(to), 80));
    }

    private static void mark(PathChoices choices, int path, boolean[] wanted, boolean mark) {
        for (int i = choices.start(path); i < choices.end(path); i++) {
            wanted[choices.links()[i]] = mark;
        }
    }

    @Test
    void cutKeepsTheTablesOfOtherPods() {
        Fabric fabric = fabric();
        for (int host = 0; host < HOSTS; host++) {
            fabric.towards(host);
        }
        assertThat(fabric.tables().known()).isEqualTo(K * HALF);
        Fabric down = fabric.change().down(fabric.linkAt(fabric.deviceOf("c0"), 1)).build();
        assertThat(down.tables().known()).isEqualTo((K - 1) * HALF);
        Fabric up = fabric.change().down(fabric.linkAt(fabric.deviceOf("a0.0"), 1)).build();
        assertThat(up.tables().known()).isEqualTo(K * HALF);
        PathChoices choices = new PathChoices(up);
        assertThat(choices.find(address(0), address(HOSTS - 1))).isEqualTo(HALF * HALF - 1);
    }
}
