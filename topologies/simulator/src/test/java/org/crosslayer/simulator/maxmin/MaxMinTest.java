// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.maxmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Networks solved by hand. */
class MaxMinTest {

    private static final Offset<Double> EXACT = within(1e-9);

    private final FlowNetwork network = new FlowNetwork();

    @Test
    void flowsOfOneLinkShareItEqually() {
        int link = network.addLink(9);
        network.addFlow(link);
        network.addFlow(link);
        network.addFlow(link);

        assertThat(MaxMin.rates(network)).containsExactly(new double[] {3, 3, 3}, EXACT);
    }

    @Test
    void whatAFlowCannotUseGoesToTheOthers() {
        // a: 1 | b: 4 | c: 10; flow 0 over a and c gets 1, flow 1 over b and c gets 4, flow 2 the 5 that are left of c.
        int a = network.addLink(1);
        int b = network.addLink(4);
        int c = network.addLink(10);
        network.addFlow(a, c);
        network.addFlow(b, c);
        network.addFlow(c);

        assertThat(MaxMin.rates(network)).containsExactly(new double[] {1, 4, 5}, EXACT);
    }

    @Test
    void theLongFlowOfAParkingLotGetsAsMuchAsTheOthersOfItsBottleneck() {
        // Three links in a row of 2, 1 and 3, a long flow over all and a short one over each.
        int[] row = {network.addLink(2), network.addLink(1), network.addLink(3)};
        network.addFlow(row);
        for (int link : row) {
            network.addFlow(link);
        }

        assertThat(MaxMin.rates(network)).containsExactly(new double[] {0.5, 1.5, 0.5, 2.5}, EXACT);
    }

    @Test
    void threeLevelsOfFillingAreSolvedInTurn() {
        // Links p 6, q 10, r 20. Flows: 0 pq, 1 pq, 2 p, 3 q, 4 qr, 5 r.
        // p fills first at 6/3 = 2 (flows 0, 1, 2). q has 10 - 4 = 6 left for 3 and 4: 3 each. r has 17 left for 5.
        int p = network.addLink(6);
        int q = network.addLink(10);
        int r = network.addLink(20);
        network.addFlow(p, q);
        network.addFlow(p, q);
        network.addFlow(p);
        network.addFlow(q);
        network.addFlow(q, r);
        network.addFlow(r);

        assertThat(MaxMin.rates(network)).containsExactly(new double[] {2, 2, 2, 3, 3, 17}, EXACT);
    }

    @Test
    void twoConnectionsOfUnequalSubflowCountsAreServedBySubflow() {
        // One bottleneck of 12: a connection of three subflows beside one of one, each with an interface of 10.
        int bottleneck = network.addLink(12);
        int first = network.addLink(10);
        int second = network.addLink(10);
        network.addFlow(first, bottleneck);
        network.addFlow(first, bottleneck);
        network.addFlow(first, bottleneck);
        network.addFlow(second, bottleneck);

        assertThat(MaxMin.rates(network)).containsExactly(new double[] {3, 3, 3, 3}, EXACT);
    }

    @Test
    void aDeadLinkCarriesNothingAndHoldsNobodyElseUp() {
        int dead = network.addLink(0);
        int live = network.addLink(5);
        network.addFlow(dead, live);
        network.addFlow(live);

        assertThat(MaxMin.rates(network)).containsExactly(new double[] {0, 5}, EXACT);
    }

    @Test
    void aNetworkCanBeUsedAgainForOtherFlows() {
        int link = network.addLink(8);
        network.addFlow(link);
        network.addFlow(link);
        network.clearFlows();
        network.addFlow(link);

        assertThat(MaxMin.rates(network)).containsExactly(new double[] {8}, EXACT);
        assertThat(MaxMin.rates(new FlowNetwork())).isEmpty();
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> network.addLink(-1)).hasMessageContaining("capacity -1");
        assertThatThrownBy(() -> network.addLink(Double.NaN)).hasMessageContaining("capacity NaN");
        assertThatThrownBy(() -> network.addFlow(0)).hasMessage("there is no link 0");
        assertThatThrownBy(network::addFlow).hasMessage("a flow crosses at least one link");
    }
}
