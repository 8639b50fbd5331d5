// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.fabric.TestFabrics.ip;
import static org.crosslayer.fabric.TestFabrics.linux;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricBuilder;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TestFabrics;
import org.crosslayer.fabric.TracedPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {

    private static final long RATE = TestFabrics.RATE;

    private static PlannerPolicy policy(int most, boolean demote) {
        return new PlannerPolicy.Builder().maxSubflows(most).demoteInitial(demote)
                .dataDirection(DataDirection.OUTBOUND).build();
    }

    private static ConnectionView.Builder view(Object key, int from, int port, int to) {
        FiveTuple initial = FiveTuple.tcp(ip(from), port, ip(to), 80);
        return new ConnectionView.Builder(key, initial).subflow(initial, false)
                .direction(DataDirection.OUTBOUND);
    }

    /** Every host of a fat-tree sends to another one, which receives from no other. */
    private static Placement permutation(Fabric fabric, PlannerPolicy policy, long seed) {
        Placement placement = new Placement(policy, fabric, seed);
        Random random = new Random(seed);
        List<Integer> hosts = IntStream.rangeClosed(1, fabric.hostCount()).boxed().collect(Collectors.toList());
        Collections.shuffle(hosts, random);
        for (int i = 0; i < hosts.size(); i++) {
            placement.arrive(view(i, hosts.get(i), 40_000 + random.nextInt(20_000),
                    hosts.get((i + 1) % hosts.size())).build());
        }
        return placement;
    }

    private static long overload(Fabric fabric, Placement placement) {
        return IntStream.range(0, fabric.linkCount())
                .mapToLong(link -> Math.max(0, placement.loadBps(link) - fabric.capacityBps(link) * 101 / 100)).sum();
    }

    @ParameterizedTest
    @CsvSource({"8, 4, false", "8, 8, false", "8, 3, true", "8, 4, true", "4, 4, false"})
    void repairFillsAFatTreeAndIsQuietAfterwards(int k, int most, boolean demote) {
        Fabric fabric = TestFabrics.fatTree(k, false).build();
        Placement placement = permutation(fabric, policy(most, demote), 5);
        long before = overload(fabric, placement);
        List<Move> moves = placement.repair(3 * fabric.hostCount());
        assertThat(moves).isNotEmpty().hasSizeLessThanOrEqualTo(3 * fabric.hostCount());
        // An initial subflow that may not be demoted can leave a little that nothing helps against.
        assertThat(overload(fabric, placement)).isLessThanOrEqualTo(before / 10);
        for (int i = 0; i < 5; i++) {
            assertThat(placement.repair(3 * fabric.hostCount())).hasSizeLessThanOrEqualTo(fabric.hostCount() / 20);
        }
    }

    @Test
    void theSameSeedGivesTheSameMoves() {
        Fabric fabric = TestFabrics.fatTree(4, false).build();
        List<String> one = permutation(fabric, policy(4, true), 3).repair(100).stream().map(Move::toString)
                .collect(Collectors.toList());
        List<String> other = permutation(fabric, policy(4, true), 3).repair(100).stream().map(Move::toString)
                .collect(Collectors.toList());
        assertThat(one).isNotEmpty().isEqualTo(other);
    }

    @Test
    void aLimitOfMovesIsKept() {
        Fabric fabric = TestFabrics.fatTree(8, false).build();
        Placement placement = permutation(fabric, policy(4, false), 5);
        long before = overload(fabric, placement);
        assertThat(placement.repair(0)).isEmpty();
        int made = 0;
        for (int i = 0; i < 20; i++) {
            List<Move> moves = placement.repair(3);
            assertThat(moves.size()).isLessThanOrEqualTo(3);
            made += moves.size();
        }
        assertThat(made).isGreaterThan(10);
        assertThat(overload(fabric, placement)).isLessThan(before);
    }

    @Test
    void aRepairLeavesAloneWhatHasChangedSinceItsBeginning() {
        Fabric fabric = TestFabrics.fatTree(8, false).build();
        Placement placement = permutation(fabric, policy(4, false), 5);
        List<Move> undisturbed = permutation(fabric, policy(4, false), 5).repair(300);
        assertThat(undisturbed).hasSizeGreaterThan(20);
        RepairRun run = placement.beginRepair(300);
        // Meanwhile one connection in three that would be moved closes, one asks for less, and others come.
        Set<Object> closed = new HashSet<>();
        Set<Object> changed = new HashSet<>();
        for (int i = 0; i < undisturbed.size(); i++) {
            Object key = undisturbed.get(i).key();
            if (i % 3 == 0 && !changed.contains(key)) {
                placement.depart(key);
                closed.add(key);
            } else if (i % 3 == 1 && !closed.contains(key)) {
                placement.update(view(key, 1, 40_000 + i, 2).demandBps(RATE / 2).build());
                changed.add(key);
            }
        }
        placement.arrive(view("new", 3, 40_000, 100).build());
        run.search();
        List<Move> moves = new ArrayList<>();
        while (!run.finished()) {
            moves.addAll(placement.finishRepair(run, 4));
        }
        assertThat(moves).isNotEmpty().allSatisfy(move ->
            assertThat(closed.contains(move.key()) || changed.contains(move.key())).as("%s", move).isFalse());
        IntStream.range(0, 128).forEach(placement::depart);
        placement.depart("new");
        assertThat(IntStream.range(0, fabric.linkCount()).mapToLong(placement::loadBps)).containsOnly(0L);
    }

    @Test
    void aRepairOfANetworkThatHasChangedSinceItsBeginningComesToNothing() {
        Fabric fabric = TestFabrics.fatTree(4, false).build();
        Placement placement = permutation(fabric, policy(4, true), 3);
        RepairRun run = placement.beginRepair(100);
        placement.adopt(fabric.change().down(fabric.linkCount() / 2).build());
        run.search();
        assertThat(placement.finishRepair(run, 100)).isEmpty();
        assertThat(run.finished()).isTrue();
        IntStream.range(0, 16).forEach(placement::depart);
        assertThat(IntStream.range(0, fabric.linkCount()).mapToLong(placement::loadBps)).containsOnly(0L);
    }

    @Test
    void movesOpenWhatTheyPromiseAndCloseWhatIsThere() {
        Fabric fabric = TestFabrics.fatTree(8, false).build();
        Placement placement = new Placement(policy(4, true), fabric);
        Map<Object, List<FiveTuple>> live = new HashMap<>();
        Random random = new Random(1);
        for (int host = 1; host <= 128; host++) {
            ConnectionView view = view(host, host, 40_000 + random.nextInt(20_000), 1 + (host + 40) % 128).build();
            live.put(host, new ArrayList<>(view.subflows()));
            placement.arrive(view).paths().forEach(path -> live.get(view.key())
                    .add(view.initial().withSourcePort(path.firstPort())));
        }
        PathTracer tracer = new PathTracer(fabric);
        for (Move move : placement.repair(1000)) {
            List<FiveTuple> subflows = live.get(move.key());
            move.close().ifPresent(closed -> assertThat(subflows.remove(closed)).isTrue());
            move.demote().ifPresent(demoted -> assertThat(demoted).isEqualTo(subflows.get(0)));
            move.open().ifPresent(path -> {
                TracedPath first = tracer.trace(subflows.get(0).withSourcePort(path.firstPort()));
                assertThat(path.candidatePorts()).allSatisfy(port -> {
                    FiveTuple opened = subflows.get(0).withSourcePort(port);
                    assertThat(tracer.trace(opened)).isEqualTo(first).isEqualTo(path.forward());
                    assertThat(subflows).doesNotContain(opened);
                });
                subflows.add(subflows.get(0).withSourcePort(path.firstPort()));
            });
            assertThat(subflows).hasSizeLessThanOrEqualTo(5);
            assertThat(move.reason()).isNotEmpty();
        }
    }

    @Test
    void aLoneConnectionNeedsNoFurtherSubflow() {
        Fabric fabric = TestFabrics.fatTree(4, false).build();
        SubflowPlan plan = new Placement(policy(8, false), fabric).arrive(view(1, 1, 40_000, 16).build());
        assertThat(plan.paths()).isEmpty();
        assertThat(String.join("\n", plan.reasons())).contains("gainThreshold 0.02");
    }

    @Test
    void aFastHostOverSlowLinksGetsAsManyAsFillItsOwnLink() {
        FabricBuilder builder = new FabricBuilder().device("r1", "r1", linux(1)).device("r2", "r2", linux(2));
        for (int i = 1; i <= 8; i++) {
            TestFabrics.cable(builder, "r1", i, "r2", i);
        }
        builder.host("h1", List.of(ip(1)), "r1", 99, 6 * RATE).host("h2", List.of(ip(2)), "r2", 99, 6 * RATE);
        Fabric fabric = builder.build();
        Placement placement = new Placement(policy(8, false), fabric);
        SubflowPlan plan = placement.arrive(view(1, 1, 40_000, 2).build());
        assertThat(plan.paths()).hasSize(5);
        assertThat(plan.paths().stream().map(PlannedPath::forward).distinct()).hasSize(5);
        assertThat(overload(fabric, placement)).isZero();
    }

    @Test
    void aBusyPathIsLeftToOthers() {
        Fabric fabric = TestFabrics.parallel(4, linux(1), linux(2)).build();
        Placement placement = new Placement(policy(2, false), fabric);
        ConnectionView view = view(1, 1, 40_000, 2).build();
        int initial = new PathTracer(fabric).trace(view.initial()).link(1);
        // Foreign traffic on all links between the devices but one, in the direction of the data.
        int free = IntStream.range(0, fabric.linkCount()).filter(link -> link != initial
                && fabric.sourceDevice(link) == fabric.sourceDevice(initial) && fabric.link(link).host() < 0)
                .findFirst().orElseThrow();
        placement.background(link -> link == free || fabric.link(link).host() >= 0 ? 0 : RATE * 9 / 10);
        SubflowPlan plan = placement.arrive(view);
        assertThat(plan.paths()).hasSize(1);
        assertThat(plan.paths().get(0).forward().link(1)).isEqualTo(free);
        Explanation explanation = placement.explain(1);
        assertThat(explanation.pathCount()).isEqualTo(4);
        assertThat(explanation.paths()).hasSize(4);
        assertThat(explanation.paths().stream().filter(path -> path.subflows() == 1)).hasSize(2);
        assertThat(explanation.paths().get(0).path()).isEqualTo(plan.paths().get(0).forward());
        assertThat(explanation.paths().get(0).residualBps()).isEqualTo(RATE);
        assertThat(explanation.paths().get(3).residualBps()).isEqualTo(RATE / 10);
        assertThat(explanation.lines()).hasSize(5);
        assertThat(placement.explain(2)).isNull();
    }

    @Test
    void downloadsArePlacedInTheirOwnDirection() {
        Fabric fabric = TestFabrics.fatTree(8, false).build();
        Placement placement = new Placement(new PlannerPolicy.Builder().maxSubflows(4).minSubflows(4).build(), fabric);
        FiveTuple initial = FiveTuple.tcp(ip(1), 40_000, ip(100), 80);
        ConnectionView view = new ConnectionView.Builder("k", initial).subflow(initial, false)
                .direction(DataDirection.INBOUND).build();
        SubflowPlan plan = placement.arrive(view);
        assertThat(plan.paths()).hasSize(3);
        plan.paths().forEach(path -> {
            for (int i = 0; i < path.reverse().length(); i++) {
                assertThat(placement.loadBps(path.reverse().link(i))).isPositive();
            }
            assertThat(placement.loadBps(path.forward().link(0))).isZero();
        });
        assertThat(placement.explain("k").direction()).isEqualTo(DataDirection.INBOUND);
    }

    @Test
    void unknownDirectionsOverFewPathsArePairedAsBefore() {
        Fabric fabric = TestFabrics.parallel(4, linux(1), linux(2)).build();
        FiveTuple initial = FiveTuple.tcp(ip(1), 40_000, ip(2), 80);
        SubflowPlan plan = new Placement(PlannerPolicy.DEFAULT, fabric).arrive(ConnectionView.opened(initial));
        SubflowPlan expected = new SubflowPlanner().plan(fabric, PlannerPolicy.DEFAULT,
                ConnectionView.opened(initial));
        assertThat(plan.paths()).hasSize(3);
        assertThat(plan.paths().toString()).isEqualTo(expected.paths().toString());
        assertThat(plan.reasons()).isEqualTo(expected.reasons());
    }

    @Test
    void unknownDirectionsOverManyPathsCountBothWays() {
        Fabric fabric = TestFabrics.fatTree(10, false).build();
        FiveTuple initial = FiveTuple.tcp(ip(1), 40_000, ip(250), 80);
        Placement placement = new Placement(new PlannerPolicy.Builder().minSubflows(3).build(), fabric);
        SubflowPlan plan = placement.arrive(ConnectionView.opened(initial));
        assertThat(plan.modelled()).isTrue();
        assertThat(plan.paths()).hasSize(2).allSatisfy(path -> {
            assertThat(placement.loadBps(path.forward().link(2))).isPositive();
            assertThat(placement.loadBps(path.reverse().link(2))).isPositive();
        });
    }

    @Test
    void connectionsShareTheLinksOfTheirHosts() {
        Fabric fabric = TestFabrics.fatTree(4, false).build();
        Placement placement = new Placement(policy(4, false), fabric);
        int uplink = fabric.host(fabric.hostOf(ip(1))).uplink(0);
        placement.arrive(view(1, 1, 40_000, 16).build());
        assertThat(placement.loadBps(uplink)).isEqualTo(RATE);
        placement.arrive(view(2, 1, 40_001, 12).build());
        placement.arrive(view(3, 1, 40_002, 8).build());
        assertThat(placement.loadBps(uplink)).isBetween(RATE - 16, RATE);
        // One that asks for little leaves the rest to the others.
        placement.update(view(3, 1, 40_002, 8).demandBps(RATE / 10).build());
        assertThat(placement.loadBps(uplink)).isBetween(RATE - 16, RATE);
        placement.depart(2);
        placement.depart(3);
        assertThat(placement.loadBps(uplink)).isEqualTo(RATE);
    }

    @Test
    void aFailedLinkIsReportedByThoseThatWereOnIt() {
        Fabric fabric = TestFabrics.fatTree(4, false).build();
        Placement placement = new Placement(policy(4, false), fabric);
        for (int host = 1; host <= 8; host++) {
            placement.arrive(view(host, host, 40_000 + host, host + 8).build());
        }
        TracedPath first = new PathTracer(fabric).trace(FiveTuple.tcp(ip(1), 40_001, ip(9), 80));
        Fabric next = fabric.change().down(first.link(2)).build();
        List<Object> keys = placement.adopt(next);
        assertThat(keys).contains(1).doesNotHaveDuplicates();
        assertThat(placement.loadBps(first.link(2))).isZero();
        assertThat(placement.adopt(next)).isEmpty();
        for (int host = 1; host <= 8; host++) {
            placement.depart(host);
        }
        assertThat(IntStream.range(0, next.linkCount()).mapToLong(placement::loadBps).sum()).isZero();
    }

    /** Four leaves of 16 hosts each, and four spines. */
    private static Fabric oversubscribed() {
        FabricBuilder builder = new FabricBuilder();
        for (int spine = 0; spine < 4; spine++) {
            builder.device("s" + spine, "s" + spine, linux(100 + spine));
        }
        for (int leaf = 0; leaf < 4; leaf++) {
            builder.device("l" + leaf, "l" + leaf, linux(200 + leaf));
            for (int spine = 0; spine < 4; spine++) {
                TestFabrics.cable(builder, "l" + leaf, 1 + spine, "s" + spine, 1 + leaf);
            }
            for (int host = 1; host <= 16; host++) {
                TestFabrics.host(builder, 16 * leaf + host, "l" + leaf, 10 + host);
            }
        }
        return builder.build();
    }

    @Test
    void anOversubscribedNetworkIsLeftAlone() {
        Fabric fabric = oversubscribed();
        PlannerPolicy four = new PlannerPolicy.Builder().maxSubflows(4).minSubflows(4).build();
        Placement placement = permutation(fabric, four, 2);
        int moves = 0;
        for (int i = 0; i < 10; i++) {
            moves += placement.repair(1000).size();
        }
        assertThat(moves).isLessThan(16);
    }

    /** It came to an empty network, where one subflow was enough; the others, which came later, have four. */
    @Test
    void whoIsStarvedInAnOversubscribedNetworkGetsMore() {
        Fabric fabric = oversubscribed();
        PlannerPolicy four = new PlannerPolicy.Builder().maxSubflows(4).minSubflows(4).build();
        Placement placement = new Placement(four, fabric, 2);
        for (int host = 1; host <= 64; host++) {
            placement.arrive(view(host, host, 40_000 + host, 1 + (host + 20) % 64)
                    .policy(host == 1 ? policy(4, false) : four).build());
        }
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            moves.addAll(placement.repair(1000));
        }
        assertThat(moves).hasSizeLessThan(16).anyMatch(move -> move.key().equals(1) && move.open().isPresent()
                && move.close().isEmpty());
    }
}
