// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LoadClockTest {
    private static final long DAY = 86_400_000;

    /** Milliseconds that have passed. */
    private long now;

    private LoadClock clock(long ahead) {
        return new LoadClock(() -> 10 * DAY + ahead + now);
    }

    @Test
    void shouldBeTheTimeWhereNothingElseWasHeard() {
        assertThat(clock(0).next()).isEqualTo(10 * DAY);
    }

    @Test
    void shouldRiseAlthoughTheTimeStandsStillOrGoesBack() {
        LoadClock clock = clock(0);
        long first = clock.next();
        now = -DAY;
        assertThat(clock.next()).isGreaterThan(LoadClock.after(first));
    }

    /** An agent goes from node to node: what each tells, or takes back, replaces what was there. */
    @Property
    void shouldReplaceWhatOthersHaveToldWhateverTheirClocksShow(
            @ForAll @Size(3) List<@IntRange(min = -2, max = 2) Integer> daysAhead,
            @ForAll @Size(max = 40) List<@IntRange(max = 11) Integer> happenings) {
        List<LoadClock> nodes = List.of(clock(daysAhead.get(0) * DAY), clock(daysAhead.get(1) * DAY),
            clock(daysAhead.get(2) * DAY));
        long inForce = 0;
        for (int happening : happenings) {
            LoadClock node = nodes.get(happening % 3);
            now += happening;
            long number = happening < 9 ? node.next() : LoadClock.after(inForce);
            assertThat(number).isGreaterThan(inForce);
            inForce = number;
            for (LoadClock each : nodes) {
                each.heard(inForce);
            }
        }
    }
}
