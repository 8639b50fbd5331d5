// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.fabric.TestFabrics.ip;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.TestFabrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections that share a host's link: whoever has more subflows than the others gets more than its share. */
class HostLevelsTest {

    private static final int RECEIVER = 16;

    private final Fabric fabric = TestFabrics.fatTree(4, false).build();

    private static PlannerPolicy.Builder policy() {
        return new PlannerPolicy.Builder().maxSubflows(4).dataDirection(DataDirection.OUTBOUND);
    }

    /** A connection of one host to the receiver, with so many subflows. */
    private static ConnectionView.Builder view(int host, int subflows) {
        FiveTuple initial = FiveTuple.tcp(ip(host), 40_000, ip(RECEIVER), 80);
        ConnectionView.Builder view = new ConnectionView.Builder(host, initial).direction(DataDirection.OUTBOUND);
        for (int i = 0; i < subflows; i++) {
            view.subflow(initial.withSourcePort(40_000 + i), false);
        }
        return view;
    }

    /** Number of subflows of each connection after a repair that changes no more than so much. */
    private static Map<Object, Integer> repaired(Placement placement, Map<Object, Integer> counts, int most) {
        Map<Object, Integer> after = new HashMap<>(counts);
        List<Move> moves = placement.repair(most);
        assertThat(moves).hasSizeLessThanOrEqualTo(most);
        for (Move move : moves) {
            after.merge(move.key(), (move.open().isPresent() ? 1 : 0) - (move.close().isPresent() ? 1 : 0),
                    Integer::sum);
        }
        return after;
    }

    @ParameterizedTest
    @CsvSource({"4, 1", "4, 2", "2, 1", "1, 4"})
    void countsAreMadeEqual(int first, int second) {
        Placement placement = new Placement(policy().build(), fabric);
        placement.update(view(1, first).build());
        placement.update(view(5, second).build());
        Map<Object, Integer> after = repaired(placement, Map.of(1, first, 5, second), 10);
        assertThat(after.get(1)).isEqualTo(after.get(5));
        assertThat(placement.repair(10)).as("once is enough").isEmpty();
    }

    @Test
    void noMoreChangesAreMadeThanAllowed() {
        Placement placement = new Placement(policy().build(), fabric);
        placement.update(view(1, 4).build());
        placement.update(view(5, 1).build());
        assertThat(placement.repair(1)).hasSize(1);
    }

    /** The link of the receiver is not full, so nobody gets more than anybody else's share. */
    @Test
    void connectionsThatAskForLittleAreLeftAlone() {
        Placement placement = new Placement(policy().build(), fabric);
        placement.update(view(1, 4).demandBps(TestFabrics.RATE / 4).build());
        placement.update(view(5, 1).demandBps(TestFabrics.RATE / 4).build());
        assertThat(placement.repair(10)).isEmpty();
    }

    @Test
    void equalCountsAreLeftAloneHoweverLarge() {
        Placement placement = new Placement(policy().build(), fabric);
        for (int host = 1; host <= 4; host++) {
            placement.update(view(host, 2).build());
        }
        assertThat(placement.repair(10)).allMatch(move -> move.open().isPresent() == move.close().isPresent());
    }

    @Test
    void thePolicysFewestSubflowsAreKeptAndImmovableConnectionsStay() {
        Placement placement = new Placement(policy().build(), fabric);
        placement.update(view(1, 4).policy(policy().minSubflows(4).build()).build());
        placement.update(view(5, 1).movable(false).build());
        assertThat(placement.repair(10)).isEmpty();
    }

    @Test
    void whoComesLaterGetsAsManyAsThoseThatAreThere() {
        Placement placement = new Placement(policy().build(), fabric);
        placement.update(view(1, 3).build());
        placement.update(view(5, 3).build());
        assertThat(placement.arrive(view(9, 1).build()).paths()).hasSize(2);
    }
}
