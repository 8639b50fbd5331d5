// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class RecentPortsTest {
    private long now = Long.MAX_VALUE - 5;
    private final RecentPorts recent = new RecentPorts(() -> now);

    @Test
    void shouldRememberAPortForLongerThanTimeWait() {
        recent.released(12000);
        now += TimeUnit.SECONDS.toNanos(70);
        assertThat(recent.recent(12000, 10)).isTrue();
        assertThat(recent.recent(12001, 10)).isFalse();

        now++;
        assertThat(recent.recent(12000, 10)).isFalse();
    }

    @Test
    void shouldCountOnlyTheLatest() {
        for (int port = 1; port <= 5000; port++) {
            recent.released(port);
        }
        assertThat(recent.recent(4999, 2)).isTrue();
        assertThat(recent.recent(4998, 2)).isFalse();
        assertThat(recent.recent(1, 5000)).isTrue();
    }
}
