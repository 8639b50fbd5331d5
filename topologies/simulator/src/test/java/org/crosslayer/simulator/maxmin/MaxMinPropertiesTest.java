// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.maxmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What defines max-min fair rates, on random networks. */
class MaxMinPropertiesTest {

    private static final double SLACK = 1e-9;

    @Property(tries = 300)
    void noLinkCarriesMoreThanItsCapacity(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int links,
                                          @ForAll @IntRange(min = 0, max = 120) int flows) {
        FlowNetwork network = network(seed, links, flows);
        double[] load = load(network, MaxMin.rates(network));

        for (int link = 0; link < links; link++) {
            assertThat(load[link]).isLessThanOrEqualTo(network.capacity(link) + SLACK * (1 + network.capacity(link)));
        }
    }

    @Property(tries = 300)
    void everyFlowCrossesAFullLinkOnWhichNoneHasMore(@ForAll long seed,
                                                     @ForAll @IntRange(min = 1, max = 40) int links,
                                                     @ForAll @IntRange(min = 1, max = 120) int flows) {
        FlowNetwork network = network(seed, links, flows);
        double[] rates = MaxMin.rates(network);
        double[] load = load(network, rates);
        double[] most = new double[links];
        for (int flow = 0; flow < flows; flow++) {
            for (int link : network.path(flow)) {
                most[link] = Math.max(most[link], rates[flow]);
            }
        }

        for (int flow = 0; flow < flows; flow++) {
            double rate = rates[flow];
            assertThat(Arrays.stream(network.path(flow)).anyMatch(link ->
                    load[link] >= network.capacity(link) - SLACK * (1 + network.capacity(link))
                            && rate >= most[link] - SLACK * (1 + most[link])))
                    .as("flow %d has a bottleneck", flow).isTrue();
        }
    }

    private static FlowNetwork network(long seed, int links, int flows) {
        SplittableRandom random = new SplittableRandom(seed);
        FlowNetwork network = new FlowNetwork();
        for (int link = 0; link < links; link++) {
            // Small whole numbers, so that links that fill at the same moment are common; some are dead.
            network.addLink(random.nextInt(8));
        }
        for (int flow = 0; flow < flows; flow++) {
            int first = random.nextInt(links);
            int[] path = IntStream.rangeClosed(first, Math.min(links - 1, first + random.nextInt(6)))
                    .filter(link -> link == first || random.nextBoolean()).toArray();
            network.addFlow(path);
        }
        return network;
    }

    private static double[] load(FlowNetwork network, double[] rates) {
        double[] load = new double[network.linkCount()];
        for (int flow = 0; flow < rates.length; flow++) {
            for (int link : network.path(flow)) {
                load[link] += rates[flow];
            }
        }
        return load;
    }
}
