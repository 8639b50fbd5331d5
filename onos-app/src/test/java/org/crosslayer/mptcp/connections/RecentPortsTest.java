// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentPortsTest {
    private long now = Long.MAX_VALUE - 5;
    private final RecentPorts recent = new RecentPorts(() -> now);

    @Test
    void shouldRememberAPortForLongerThanTimeWait() {
        recent.released(12000);
        now += TimeUnit.SECONDS.toNanos(70);
        assertThat(recent.recent(12000)).isTrue();
        assertThat(recent.recent(12001)).isFalse();

        now++;
        assertThat(recent.recent(12000)).isFalse();
    }

    @Test
    void shouldRememberEveryPortHoweverManyHaveFollowed() {
        for (int port = 1; port <= 60_000; port++) {
            recent.released(port);
        }
        assertThat(IntStream.rangeClosed(1, 60_000).allMatch(recent::recent)).isTrue();
    }
}
