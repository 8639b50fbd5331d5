// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MoveBudgetTest {
    private long now = 5;
    private final MoveBudget budget = new MoveBudget(() -> now);

    @Test
    void shouldGiveSoManyMovesInASecondAndSaveNoMore() {
        assertThat(budget.available(10)).isZero();
        later(0.55);
        assertThat(budget.available(10)).isEqualTo(5);
        budget.spend(5);
        assertThat(budget.available(10)).isZero();
        later(60);
        assertThat(budget.available(10)).isEqualTo(10);
        budget.spend(10);
        later(1);
        assertThat(budget.available(2)).as("the policy has changed").isEqualTo(2);
    }

    @Test
    void shouldGiveNoneIfThePolicyWantsNone() {
        later(100);
        assertThat(budget.available(0)).isZero();
    }

    private void later(double seconds) {
        now += (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }
}
