// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.agent.controller.SilenceWatch.Verdict.ASK;
import static org.crosslayer.agent.controller.SilenceWatch.Verdict.GIVE_UP;
import static org.crosslayer.agent.controller.SilenceWatch.Verdict.WAIT;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {
    private final SilenceWatch watch = new SilenceWatch(millis(0));

    private static long millis(long value) {
        return TimeUnit.MILLISECONDS.toNanos(value) - 5;
    }

    @Test
    void shouldAskAndThenGiveUp() {
        for (long at = 500; at < 1500; at += 500) {
            assertThat(watch.look(millis(at))).isEqualTo(WAIT);
        }
        for (long at = 1500; at < 4000; at += 500) {
            assertThat(watch.look(millis(at))).isEqualTo(ASK);
        }
        assertThat(watch.look(millis(4000))).isEqualTo(GIVE_UP);
    }

    @Test
    void shouldTakeAnyWordForLife() {
        for (long at = 500; at < 60_000; at += 500) {
            if (at % 2500 == 0) {
                watch.heard(millis(at));
            }
            assertThat(watch.look(millis(at))).isNotEqualTo(GIVE_UP);
        }
    }

    @Test
    void shouldNotBlameTheControllerForItsOwnSleep() {
        watch.look(millis(500));
        assertThat(watch.look(millis(60_000))).isEqualTo(WAIT);
        assertThat(watch.look(millis(60_500))).isEqualTo(WAIT);
        assertThat(watch.look(millis(61_500))).isEqualTo(ASK);
    }
}
