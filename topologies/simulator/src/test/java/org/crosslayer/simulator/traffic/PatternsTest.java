// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PatternsTest {

    @Property(tries = 300)
    void inAPermutationEveryHostSendsToOneOtherAndReceivesFromOne(@ForAll long seed,
                                                                  @ForAll @IntRange(min = 2, max = 40) int hosts) {
        List<Demand> demands = Patterns.permutation(hosts, new SplittableRandom(seed));

        assertThat(demands).extracting(Demand::sender).doesNotHaveDuplicates().hasSize(hosts);
        assertThat(demands).extracting(Demand::receiver).doesNotHaveDuplicates().allMatch(host -> host < hosts);
        assertThat(demands).noneMatch(demand -> demand.sender() == demand.receiver());
    }

    @Property(tries = 100)
    void nobodySendsToItselfInAnyPattern(@ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int hosts) {
        for (String name : List.of("permutation", "random", "hot-spot", "many-to-one")) {
            assertThat(Patterns.named(name).draw(hosts, new SplittableRandom(seed))).isNotEmpty()
                    .allMatch(demand -> demand.sender() != demand.receiver()
                            && demand.sender() < hosts && demand.receiver() < hosts);
        }
    }

    @Test
    void halfOfHotSpotTrafficGoesToATenthOfTheHosts() {
        Map<Integer, Long> received = Patterns.hotSpot(10_000, new SplittableRandom(1)).stream()
                .collect(Collectors.groupingBy(Demand::receiver, Collectors.counting()));
        long hottest = received.values().stream().sorted((one, other) -> Long.compare(other, one)).limit(1_000)
                .mapToLong(Long::longValue).sum();

        // The hot hosts get half, and of the other half their tenth; the rest are hit by chance only.
        assertThat(hottest / 10_000.0).isCloseTo(0.55, within(0.05));
    }

    @Test
    void manyToOneHasEightSendersForEachReceiver() {
        List<Demand> demands = Patterns.manyToOne(100, new SplittableRandom(1));

        assertThat(demands).hasSize(11 * 8);
        assertThat(demands.stream().collect(Collectors.groupingBy(Demand::receiver, Collectors.counting())))
                .hasSize(11).allSatisfy((receiver, senders) -> assertThat(senders).isEqualTo(8));
        assertThat(Patterns.manyToOne(3, new SplittableRandom(1))).hasSize(2);
    }

    @Property(tries = 100)
    void hostsOfIdlePairsSendToOneAtMostAndReceiveFromOneAtMost(@ForAll long seed,
                                                                @ForAll @IntRange(min = 2, max = 9) int hosts) {
        SplittableRandom random = new SplittableRandom(seed);
        IdlePairs pairs = new IdlePairs(hosts);
        List<Demand> present = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Demand demand = pairs.admit(random);
            if (demand == null) {
                assertThat(present).hasSizeGreaterThanOrEqualTo(hosts - 1);
            } else {
                present.add(demand);
                assertThat(demand.sender()).isNotEqualTo(demand.receiver());
            }
            assertThat(present).extracting(Demand::sender).doesNotHaveDuplicates();
            assertThat(present).extracting(Demand::receiver).doesNotHaveDuplicates();
            if (demand == null || random.nextInt(3) == 0) {
                pairs.leave(present.remove(random.nextInt(present.size())));
            }
        }
    }

    @Test
    void arrivalsHaveTheRateAndTheHeavyTailThatWereAskedFor() {
        List<Arrival> arrivals = PoissonArrivals.draw(1_000, 8, 100, new SplittableRandom(3));

        assertThat(arrivals.size()).isCloseTo(100_000, within(1_500));
        double[] sizes = arrivals.stream().mapToDouble(Arrival::bits).sorted().toArray();
        double all = arrivals.stream().mapToDouble(Arrival::bits).sum();
        double largest = 0;
        for (int i = sizes.length * 9 / 10; i < sizes.length; i++) {
            largest += sizes[i];
        }
        assertThat(all / sizes.length).isCloseTo(8, within(0.4));
        assertThat(largest / all).as("bytes in the largest tenth").isCloseTo(0.6, within(0.06));
        assertThat(sizes[sizes.length - 1] / sizes[0]).isLessThanOrEqualTo(1_000.001);
    }
}
