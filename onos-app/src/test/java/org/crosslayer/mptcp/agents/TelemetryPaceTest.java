// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Readings come less often while the endpoint does not keep up, and not back and forth. */
class TelemetryPaceTest {
    private static final long LATE = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long BUSY = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int SOON = 120;
    private static final int MANY = 10_000;

    private final TelemetryPace pace = new TelemetryPace();
    private int stretch = 1;

    private int after(int seconds, long lag) {
        for (int second = 0; second < seconds; second++) {
            stretch = pace.next(lag, MANY);
        }
        return stretch;
    }

    @Test
    void shouldLeaveThePolicyAsItIsWhileTheEndpointKeepsUp() {
        assertThat(after(1000, 0)).isEqualTo(1);
        assertThat(after(1000, BUSY)).isEqualTo(1);
    }

    @Test
    void shouldDoubleTheIntervalAtOnceAndGiveThatTimeToWork() {
        assertThat(after(1, LATE)).isEqualTo(2);
        assertThat(after(2, LATE)).isEqualTo(2);
        assertThat(after(2, LATE)).isEqualTo(4);
    }

    @Test
    void shouldNotBlameReadingsThatAreNotThere() {
        for (int second = 0; second < 100; second++) {
            assertThat(pace.next(LATE, 100)).isEqualTo(1);
        }
    }

    @Test
    void shouldEndSomewhere() {
        assertThat(after(10_000, LATE)).isEqualTo(TelemetryPace.MOST_STRETCH);
    }

    @Test
    void shouldStayWhereThereIsNoRoomForMore() {
        after(1, LATE);

        assertThat(after(1000, BUSY)).isEqualTo(2);
    }

    @Test
    void shouldComeBackStepByStepWhenItIsOver() {
        after(5, LATE);

        assertThat(stretch).isEqualTo(4);
        assertThat(after(SOON, 0)).isEqualTo(1);
    }

    @Test
    void shouldTryLessAndLessOftenWhatWasTooMuch() {
        after(1, LATE);
        int tries = 0;
        for (int second = 0; second < 3600; second++) {
            int before = stretch;
            // With the interval of the policy it is always too much.
            stretch = pace.next(before == 1 ? LATE : 0, MANY);
            tries += stretch < before ? 1 : 0;
        }

        assertThat(tries).isBetween(3, 8);
    }
}
