// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.standing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PortLeasesTest {
    private final PortLeases leases = new PortLeases(70);

    @Test
    void shouldKeepPortsWhileTheirPlanStandsAndAWhileLonger() {
        leases.replace(new int[0], new int[] {1, 2}, 0);
        leases.replace(new int[] {1, 2}, new int[] {2, 3}, 1000);

        assertThat(leases.leased(1, 1069)).isTrue();
        assertThat(leases.leased(1, 1070)).isFalse();
        assertThat(leases.leased(2, 9999)).isTrue();
        assertThat(leases.leased(3, 9999)).isTrue();
        assertThat(leases.leased(4, 1000)).isFalse();

        leases.prune(1070);
        assertThat(leases.size()).isEqualTo(2);
        leases.replace(new int[] {2, 3}, new int[0], 2000);
        leases.prune(2070);
        assertThat(leases.size()).isZero();
    }
}
