// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LinkUtilisationTest {

    private final Fabric fabric = TestFabrics.parallel(1, null, null).build();

    @Test
    void unknownIsNotZero() {
        LinkUtilisation measured = LinkUtilisation.of(fabric, new long[] {0, 7, LinkUtilisation.UNKNOWN, 1, 1, 1});
        assertThat(measured.known(0)).isTrue();
        assertThat(measured.bitsPerSecond(1)).isEqualTo(7);
        assertThat(measured.known(2)).isFalse();
        assertThat(measured.knownCount()).isEqualTo(5);
        assertThat(LinkUtilisation.unknown(fabric).known(0)).isFalse();
        assertThat(LinkUtilisation.unknown(fabric).knownCount()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> LinkUtilisation.of(fabric, new long[1]));
    }

    @Test
    void staysOfUseForFabricsOfTheSameNumbers() {
        LinkUtilisation measured = LinkUtilisation.of(fabric, new long[6]);
        Fabric changed = fabric.change().down(0).build();
        FabricChange more = changed.change();
        int added = more.add(0, 2, 1, 2, 0);
        assertThat(measured.isOf(changed)).isTrue();
        assertThat(measured.isOf(more.build())).isTrue();
        assertThat(measured.known(added)).isFalse();
        assertThat(measured.isOf(TestFabrics.parallel(1, null, null).build())).isFalse();
    }
}
