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
            assertThat(watch.look(millis(at), true)).isEqualTo(WAIT);
        }
        assertThat(watch.look(millis(1500), true)).isEqualTo(ASK);
        for (long at = 2000; at < 4000; at += 500) {
            assertThat(watch.look(millis(at), true)).isEqualTo(WAIT);
        }
        assertThat(watch.look(millis(4000), true)).isEqualTo(GIVE_UP);
    }

    @Test
    void shouldAskLessOftenWhileNobodyNeedsTheController() {
        assertThat(asks(0, 60_000, false)).isEqualTo(6);
        assertThat(watch.look(millis(60_500), true)).as("now it is needed").isEqualTo(WAIT);
        assertThat(asks(60_500, 62_000, true)).as("what it was needed for was not answered").isEqualTo(1);
        assertThat(asks(62_000, 90_000, true)).isEqualTo(14);
    }

    @Test
    void shouldNotAskWhenWhatItIsNeededForIsAnswered() {
        asks(0, 60_000, false);
        watch.look(millis(60_500), true);
        watch.heard(millis(60_700));
        assertThat(asks(60_500, 62_000, true)).isZero();
    }

    @Test
    void shouldNoticeAFrozenControllerSoonOnceItIsNeeded() {
        asks(0, 60_000, false);
        for (long at = 60_500; at < 62_000; at += 500) {
            assertThat(watch.look(millis(at), true)).isEqualTo(WAIT);
        }
        assertThat(watch.look(millis(62_000), true)).isEqualTo(ASK);
        for (long at = 62_500; at < 64_500; at += 500) {
            assertThat(watch.look(millis(at), true)).isEqualTo(WAIT);
        }
        assertThat(watch.look(millis(64_500), true)).isEqualTo(GIVE_UP);
    }

    /** Questions in a time, each of which is answered at once. */
    private int asks(long from, long to, boolean needed) {
        int asks = 0;
        for (long at = from + 500; at <= to; at += 500) {
            if (watch.look(millis(at), needed) == ASK) {
                asks++;
                watch.heard(millis(at + 1));
            }
        }
        return asks;
    }

    @Test
    void shouldGiveUpLateWhenItHasAskedLate() {
        asks(0, 60_000, false);
        assertThat(watch.look(millis(61_000), false)).isEqualTo(WAIT);
        long at = 61_500;
        while (watch.look(millis(at), false) != ASK) {
            at += 500;
        }
        for (long later = at + 500; later < at + 2500; later += 500) {
            assertThat(watch.look(millis(later), false)).isEqualTo(WAIT);
        }
        assertThat(watch.look(millis(at + 2500), false)).isEqualTo(GIVE_UP);
    }

    @Test
    void shouldTakeAnyWordForLife() {
        for (long at = 500; at < 60_000; at += 500) {
            if (at % 2500 == 0) {
                watch.heard(millis(at));
            }
            assertThat(watch.look(millis(at), true)).isNotEqualTo(GIVE_UP);
        }
    }

    @Test
    void shouldNotBlameTheControllerForItsOwnSleep() {
        watch.look(millis(500), true);
        assertThat(watch.look(millis(60_000), true)).isEqualTo(WAIT);
        assertThat(watch.look(millis(60_500), true)).isEqualTo(WAIT);
        assertThat(watch.look(millis(61_500), true)).isEqualTo(ASK);
    }
}
