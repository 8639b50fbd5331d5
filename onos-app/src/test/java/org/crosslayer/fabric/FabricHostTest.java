// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.fabric.TestFabrics.ip;
import static org.crosslayer.fabric.TestFabrics.linux;

import java.util.List;
import org.crosslayer.ecmp.FiveTuple;
import org.junit.jupiter.api.Test;

/** Hosts that are attached at several places, or at none. */
class FabricHostTest {

    /** Host 3 at both ends of two parallel links. */
    private static FabricBuilder twice() {
        FabricBuilder builder = TestFabrics.parallel(2, linux(1), linux(2));
        TestFabrics.host(builder, 3, "r1", 50);
        TestFabrics.host(builder, 3, "r2", 50);
        return builder;
    }

    private static String trace(Fabric fabric, int from, int port, int to) {
        return new PathTracer(fabric).trace(FiveTuple.tcp(ip(from), port, ip(to), 80)).toString();
    }

    @Test
    void hostThatHashesUsesBothPlaces() {
        Fabric fabric = twice().hostChoice("h3", HostChoice.by(linux(5))).build();
        for (int port = 1000; port < 1050; port++) {
            FiveTuple flow = FiveTuple.tcp(ip(3), port, ip(2), 80);
            boolean direct = linux(5).choose(flow, 1, 1) == 1;
            assertThat(trace(fabric, 3, port, 2)).matches(direct ? "r2/99" : "r1/[12]>r2/99");
        }
        assertThat(trace(fabric, 1, 7, 3)).isEqualTo("r1/50");
        assertThat(fabric.paths(ip(3), ip(2), 9).share(2)).isEqualTo(0.5);
        assertThat(fabric.problems()).isEmpty();
    }

    @Test
    void activeBackupUsesTheFirstPlaceThatIsUp() {
        Fabric fabric = twice().hostChoice("h3", HostChoice.ONE_AT_A_TIME).build();
        assertThat(fabric.host(2).attachments()).isEqualTo(1);
        assertThat(trace(fabric, 3, 7, 1)).isEqualTo("r1/99");
        assertThat(trace(fabric, 2, 7, 3)).matches("r2/[12]>r1/50");

        int up = fabric.host(2).uplink(0);
        Fabric failedOver = fabric.change().down(up).down(fabric.reverse(up)).build();
        assertThat(trace(failedOver, 3, 7, 1)).matches("r2/[12]>r1/99");
        assertThat(trace(failedOver, 2, 7, 3)).isEqualTo("r2/50");
        assertThat(trace(failedOver.change().up(up).up(fabric.reverse(up)).build(), 3, 7, 1)).isEqualTo("r1/99");
    }

    @Test
    void unknownChoiceIsAProblemUntilOnePlaceIsLeft() {
        Fabric fabric = twice().build();
        assertThat(fabric.problems()).containsExactly("host h3 is attached at 2 places and how it chooses is not "
                + "known: what it sends cannot be traced");
        assertThat(trace(fabric, 3, 7, 1)).contains("attached at several places");
        int up = fabric.host(2).uplink(0);
        Fabric single = fabric.change().down(up).down(fabric.reverse(up)).build();
        assertThat(single.problems()).isEmpty();
        assertThat(trace(single, 3, 7, 2)).isEqualTo("r2/99");
    }

    @Test
    void hostThatIsAttachedNowhereIsKnownAllTheSame() {
        Fabric fabric = TestFabrics.parallel(1, null, null).host("h5", List.of(ip(5))).portDown("r2", 99).build();
        assertThat(trace(fabric, 5, 7, 1)).isEqualTo(" (10.0.5.2 has no live link into the fabric)");
        assertThat(trace(fabric, 1, 7, 5)).isEqualTo(" (10.0.5.2 has no live link into the fabric)");
        assertThat(trace(fabric, 1, 7, 2)).isEqualTo(" (10.0.2.2 has no live link into the fabric)");
        assertThat(fabric.paths(ip(1), ip(5), 9).failure().explanation()).contains("no live link");
        assertThat(new PathChoices(fabric).find(ip(1), ip(2))).isZero();
        assertThat(fabric.problems()).containsExactly("host h2 is attached nowhere that is up",
                "host h5 is attached nowhere");
        Fabric mended = fabric.change().up(fabric.linkAt(1, 99)).up(fabric.reverse(fabric.linkAt(1, 99))).build();
        assertThat(trace(mended, 1, 7, 2)).isEqualTo("r1/1>r2/99");
    }
}
