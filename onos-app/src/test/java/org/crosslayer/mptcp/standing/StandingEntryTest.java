// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.fabric.TestFabrics.ip;
import static org.crosslayer.fabric.TestFabrics.linux;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricBuilder;
import org.crosslayer.fabric.TestFabrics;
import org.crosslayer.fabric.TracedPath;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.Placement;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.PortRange;
import org.crosslayer.standing.Destination;
import org.crosslayer.standing.PathChoice;
import org.crosslayer.standing.PoolRequest;
import org.crosslayer.standing.StandingPlanner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandingEntryTest {
    private static final PortRange EPHEMERAL = new PortRange(32_768, 60_999);
    private static final Destination SERVER = new Destination(ip(1), ip(2), 80);

    private final Fabric fabric = fourLinks();
    private final Placement placement = new Placement(policy(2), fabric);
    private final StandingEntry entry = new StandingEntry(7);

    private static PlannerPolicy policy(int subflows) {
        return new PlannerPolicy.Builder().maxSubflows(subflows).build();
    }

    private static Fabric fourLinks() {
        FabricBuilder builder = new FabricBuilder().device("r1", "r1", linux(5)).device("r2", "r2", linux(6));
        for (int i = 1; i <= 4; i++) {
            TestFabrics.cable(builder, "r1", i, "r2", i);
        }
        return builder.host("h1", List.of(ip(1)), "r1", 99, 4 * TestFabrics.RATE)
            .host("h2", List.of(ip(2)), "r2", 99, 4 * TestFabrics.RATE).build();
    }

    private PathChoice choose(int subflows, DataDirection direction) {
        return PathChoice.of(placement, fabric, SERVER, direction, policy(subflows), EPHEMERAL);
    }

    private boolean outdated(PathChoice fresh) {
        return entry.outdated(fresh, this::residual);
    }

    private long residual(TracedPath path) {
        return occupied.contains(path.label().split(">")[0]) ? 0 : TestFabrics.RATE;
    }

    private Set<String> occupied = Set.of();

    @BeforeEach
    void plan() {
        PathChoice choice = choose(2, DataDirection.OUTBOUND);
        entry.plan(StandingPlanner.plan(fabric, SERVER, choice, new PoolRequest(policy(2).sourcePorts(),
            port -> true, 8, EPHEMERAL, 2)).orElseThrow(), choice);
    }

    @Test
    void shouldStayAsLongAsNothingBetterIsFound() {
        for (int i = 0; i < 100; i++) {
            assertThat(outdated(choose(2, DataDirection.OUTBOUND))).isFalse();
        }
    }

    @Test
    void shouldLeavePathsThatOthersFillOnceThatLasts() {
        occupied = entry.plan().paths().stream().map(path -> path.forward().label().split(">")[0])
            .collect(Collectors.toSet());
        placement.background(link -> fabric.link(link).sourceDevice() >= 0 && fabric.link(link).host() < 0
            && occupied.contains("r1/" + fabric.link(link).sourcePort()) ? TestFabrics.RATE : 0);
        PathChoice fresh = choose(2, DataDirection.OUTBOUND);

        assertThat(outdated(fresh)).isFalse();
        assertThat(outdated(fresh)).isTrue();
    }

    @Test
    void shouldTakeMorePathsSoonAndFewerLate() {
        assertThat(outdated(choose(4, DataDirection.OUTBOUND))).isFalse();
        assertThat(outdated(choose(2, DataDirection.OUTBOUND))).isFalse();
        assertThat(outdated(choose(4, DataDirection.OUTBOUND))).as("not in a row").isFalse();
        assertThat(outdated(choose(4, DataDirection.OUTBOUND))).isTrue();
        for (int i = 1; i < 12; i++) {
            assertThat(outdated(choose(1, DataDirection.OUTBOUND))).isFalse();
        }
        assertThat(outdated(choose(1, DataDirection.OUTBOUND))).isTrue();
    }

    @Test
    void shouldTurnWithTheData() {
        assertThat(outdated(choose(2, DataDirection.INBOUND))).isFalse();
        assertThat(outdated(choose(2, DataDirection.INBOUND))).isTrue();
    }

    @Test
    void shouldGrowPoolsOnly() {
        assertThat(entry.need(10, 0)).isTrue();
        assertThat(entry.need(8, 0)).isFalse();
        assertThat(entry.ports()).isEqualTo(10);
        StandingStatus.Entry exhausted = new StandingStatus.Entry(null, 1, 1, 0, 0, 3, 0);
        assertThat(entry.reported(exhausted, null, 15)).isTrue();
        assertThat(entry.ports()).isEqualTo(15);
        assertThat(entry.reported(exhausted, null, 15)).isFalse();
    }
}
