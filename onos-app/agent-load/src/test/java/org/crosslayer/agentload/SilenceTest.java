// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.agentload.Silence.Verdict.ASK;
import static org.crosslayer.agentload.Silence.Verdict.GIVE_UP;
import static org.crosslayer.agentload.Silence.Verdict.WAIT;

import org.junit.jupiter.api.Test;

class SilenceTest {
    private final Silence silence = new Silence(0);

    private Silence.Verdict look(double seconds) {
        return silence.look((long) (seconds * 1e9), true);
    }

    @Test
    void shouldAskAndThenGiveUp() {
        assertThat(look(1)).isEqualTo(WAIT);
        assertThat(look(2)).isEqualTo(ASK);
        assertThat(look(3)).isEqualTo(WAIT);
        assertThat(look(4.5)).isEqualTo(GIVE_UP);
    }

    @Test
    void shouldWaitAgainAfterAnAnswer() {
        look(1);
        look(2);
        silence.heard(2_500_000_000L);

        assertThat(look(3.5)).isEqualTo(WAIT);
    }

    @Test
    void shouldAskAnewOnceItIsNeeded() {
        for (long second = 1; second < 60; second++) {
            if (silence.look(second * 1_000_000_000L, false) == ASK) {
                silence.heard(second * 1_000_000_000L + 1);
            }
        }
        assertThat(look(60)).isEqualTo(WAIT);
        assertThat(look(61)).isEqualTo(WAIT);
        assertThat(look(61.5)).isEqualTo(ASK);
    }

    @Test
    void shouldNotBlameTheControllerForItsOwnSleep() {
        assertThat(look(60)).isEqualTo(WAIT);
    }
}
