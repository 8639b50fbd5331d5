// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.crosslayer.plan.DataDirection;
import org.junit.jupiter.api.Test;

class DestinationUseTest {
    private static final long SECOND = 1_000_000_000L;

    private final DestinationUse use = new DestinationUse(60, 0);

    @Test
    void shouldForgetBitByBit() {
        for (int i = 0; i < 20; i++) {
            use.opened(i * SECOND);
            use.closed(i * SECOND);
        }
        assertThat(use.connections(59 * SECOND)).isEqualTo(20);
        assertThat(use.connections(90 * SECOND)).isCloseTo(10, within(0.1));
        assertThat(use.connections(119 * SECOND)).isLessThan(1);
        assertThat(use.connections(200 * SECOND)).isZero();
    }

    @Test
    void shouldTellTheDirectionOfTheData() {
        assertThat(use.direction(0)).isEqualTo(DataDirection.BOTH);
        use.carried(1_000, 1_000_000, SECOND);
        assertThat(use.direction(SECOND)).isEqualTo(DataDirection.INBOUND);
        assertThat(use.bytes(SECOND)).isEqualTo(1_001_000);
        use.carried(900_000, 0, SECOND);
        assertThat(use.direction(SECOND)).isEqualTo(DataDirection.BOTH);
        use.carried(9_000_000, 0, SECOND);
        assertThat(use.direction(SECOND)).isEqualTo(DataDirection.OUTBOUND);
    }

    @Test
    void shouldExpectPortsOfThoseThatLiveAndThoseThatHaveEnded() {
        for (int i = 0; i < 30; i++) {
            use.opened(SECOND);
        }
        assertThat(use.alive()).isEqualTo(30);
        // 30 alive, and half a connection a second that has its port for 70 s.
        assertThat(use.busyPorts(59 * SECOND, 70)).isCloseTo(30 + 35, within(0.1));
        for (int i = 0; i < 30; i++) {
            use.closed(59 * SECOND);
        }
        assertThat(use.alive()).isZero();
        assertThat(use.busyPorts(59 * SECOND, 70)).isCloseTo(65, within(0.1));
        assertThat(use.busyPorts(400 * SECOND, 70)).isZero();
    }
}
