// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static Attempts among(int controllers) {
        SplittableRandom random = new SplittableRandom(1);
        return new Attempts(controllers, new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15), random), random);
    }

    @Test
    void shouldGoToTheNextAtOnceUntilARoundIsInVain() {
        Attempts attempts = among(3);
        assertThat(attempts.failed()).isZero();
        assertThat(attempts.failed()).isZero();
        assertThat(attempts.endsRound()).isTrue();
        assertThat(attempts.failed()).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(attempts.current()).isZero();
        assertThat(attempts.endsRound()).isFalse();
    }

    @Test
    void shouldHurryAfterAGoodStreamAndNotAfterAShortOne() {
        Attempts attempts = among(3);
        assertThat(attempts.lost(true)).isLessThanOrEqualTo(Attempts.LOST_WITHIN);
        assertThat(attempts.current()).isEqualTo(1);
        assertThat(attempts.lost(false)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(attempts.lost(false)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(attempts.lost(true)).isLessThanOrEqualTo(Attempts.LOST_WITHIN);
        assertThat(attempts.lost(false)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    }

    @Test
    void shouldBackOffFromTheOnlyController() {
        Attempts attempts = among(1);
        assertThat(attempts.welcomeWithin()).isEqualTo(Duration.ofSeconds(10));
        assertThat(attempts.lost(true)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(attempts.failed()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void shouldGiveSlowControllersMoreTimeAfterEachRound() {
        Attempts attempts = among(2);
        assertThat(attempts.welcomeWithin()).isEqualTo(Duration.ofSeconds(2));
        attempts.failed();
        attempts.failed();
        assertThat(attempts.welcomeWithin()).isEqualTo(Duration.ofSeconds(4));
        for (int i = 0; i < 100; i++) {
            attempts.failed();
        }
        assertThat(attempts.welcomeWithin()).isEqualTo(Duration.ofSeconds(10));
        attempts.lost(true);
        assertThat(attempts.welcomeWithin()).isEqualTo(Duration.ofSeconds(2));
    }
}
