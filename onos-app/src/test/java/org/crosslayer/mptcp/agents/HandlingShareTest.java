// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandlingShareTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private long now;
    private long busy;
    private final HandlingShare share = new HandlingShare(() -> now, () -> busy);

    @Test
    void shouldNotHoldUpAnHonestAgent() {
        for (int second = 1; second <= 100; second++) {
            now += 850 * MILLI;
            assertThat(handle(150)).isZero();
        }
    }

    @Test
    void shouldLetAFloodHaveAFifthOfTheTime() {
        while (now < TimeUnit.SECONDS.toNanos(200)) {
            now += handle(10);
        }
        assertThat((double) busy / now).isBetween(0.19, 0.21);
    }

    @Test
    void shouldTakeABurstAtOnceAfterSilence() {
        assertThat(handle(1000)).isZero();
        assertThat(handle(1000)).isPositive();
    }

    @Test
    void shouldNotChargeWhatOtherThreadsTook() {
        now += 10_000 * MILLI;
        assertThat(handle(1000)).isZero();
    }

    private long handle(long millis) {
        long begin = share.begin();
        now += millis * MILLI;
        busy += millis * MILLI;
        return share.charge(begin);
    }
}
