// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTimeTest {
    private static final int SECONDS = 1000;

    private long millis;
    private long searching;

    /** Looks every second, as the planning does; searches take so many milliseconds. Returns how many there were. */
    private int searches(int each) {
        SearchTime time = new SearchTime(() -> millis);
        int[] searches = new int[1];
        for (int second = 0; second < SECONDS; second++) {
            time.search(() -> {
                searches[0]++;
                searching += each;
                millis += each;
                return List.of();
            });
            millis += 1000;
        }
        return searches[0];
    }

    @Test
    void shouldNotHoldUpShortSearches() {
        assertThat(searches(200)).isEqualTo(SECONDS);
    }

    @Test
    void shouldBoundTheTimeOfLongOnes() {
        assertThat(searches(600)).isLessThan(SECONDS);
        assertThat((double) searching / millis).isBetween(0.1, 0.2);
    }
}
