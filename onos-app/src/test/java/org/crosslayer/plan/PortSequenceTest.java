// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PortSequenceTest {

    @Property(tries = 200)
    void visitsEveryPortOfTheRangeOnce(@ForAll @IntRange(min = 1, max = 65_535) int first,
                                       @ForAll @IntRange(min = 0, max = 3_000) int more, @ForAll long key) {
        PortRange range = new PortRange(first, Math.min(65_535, first + more));
        PortSequence sequence = new PortSequence(range, key);
        Set<Integer> visited = new HashSet<>();
        for (int i = 0; i < range.size(); i++) {
            visited.add(sequence.port(i));
        }
        assertThat(visited).hasSize(range.size()).allMatch(port -> port >= range.first() && port <= range.last());
    }

    @Test
    void connectionsThatMeetPartAgain() {
        PortRange range = new PortRange(12_000, 31_999);
        int meetings = 0;
        for (int key = 0; key < 100; key++) {
            PortSequence one = new PortSequence(range, key);
            PortSequence other = new PortSequence(range, key + 1_000);
            Set<Integer> early = new HashSet<>();
            for (int i = 0; i < 100; i++) {
                early.add(one.port(i));
            }
            for (int i = 0; i < 100; i++) {
                meetings += early.contains(other.port(i)) ? 1 : 0;
            }
        }
        // Of 100 * 100 ports, 100 in 20,000 are expected in both by chance: 50 in all.
        assertThat(meetings).isLessThan(200);
    }
}
