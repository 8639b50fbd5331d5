// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.fabric.TestFabrics.ip;
import static org.crosslayer.fabric.TestFabrics.linux;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricBuilder;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TestFabrics;
import org.crosslayer.plan.ConnectionView;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.Placement;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.PortRange;
import org.junit.jupiter.api.Test;

class StandingPlannerTest {
    private static final PortRange EPHEMERAL = new PortRange(32_768, 60_999);
    private static final Destination SERVER = new Destination(ip(1), ip(2), 5201);
    private static final PlannerPolicy POLICY = PlannerPolicy.DEFAULT;

    private static PathChoice choose(Fabric fabric, DataDirection direction, PlannerPolicy policy) {
        return PathChoice.of(new Placement(policy, fabric), fabric, SERVER, direction, policy, EPHEMERAL);
    }

    private static PoolRequest request(int ports, PlannerPolicy policy, IntPredicate available) {
        return new PoolRequest(policy.sourcePorts(), available, ports, EPHEMERAL, policy.maxSubflows());
    }

    private static StandingPlan plan(Fabric fabric, DataDirection direction, PlannerPolicy policy) {
        return StandingPlanner.plan(fabric, SERVER, choose(fabric, direction, policy),
            request(16, policy, port -> true)).orElseThrow();
    }

    private static String path(PathTracer tracer, DataDirection direction, int port) {
        return (direction == DataDirection.INBOUND ? "" : tracer.trace(SERVER.flow(port)).label()) + "|"
            + (direction == DataDirection.OUTBOUND ? "" : tracer.trace(SERVER.flow(port).reversed()).label());
    }

    @Property(tries = 200)
    void everyPortLeadsOntoItsPath(@ForAll @IntRange(min = 2, max = 8) int links, @ForAll DataDirection direction,
                                   @ForAll @IntRange(min = 1, max = 1000) int seed,
                                   @ForAll @IntRange(min = 2, max = 9) int most, @ForAll boolean steer) {
        Fabric fabric = TestFabrics.parallel(links, linux(seed), linux(seed + 1)).build();
        PlannerPolicy policy = new PlannerPolicy.Builder().maxSubflows(most).build();
        PathChoice choice = choose(fabric, direction, policy);
        if (choice.size() < 2) {
            assertThat(choice.reasons()).isNotEmpty();
            return;
        }
        IntPredicate available = port -> port % 5 != 0;
        StandingPlan plan = StandingPlanner.plan(fabric, SERVER, choice,
            request(10, policy, available).steered(steer ? 40 : 0)).orElseThrow();

        PathTracer tracer = new PathTracer(fabric);
        Set<Integer> ports = new HashSet<>();
        Set<String> paths = new HashSet<>();
        for (StandingPath path : plan.paths()) {
            String expected = path(tracer, direction, path.ports().get(0));
            assertThat(paths.add(expected)).isTrue();
            assertThat(path.ports()).hasSizeLessThanOrEqualTo(10).allSatisfy(port -> {
                assertThat(port).isBetween(12_000, 31_999).matches(available::test);
                assertThat(path(tracer, direction, port)).isEqualTo(expected);
                assertThat(ports.add(port)).isTrue();
            });
        }
        assertThat(plan.steered()).allSatisfy(port -> {
            assertThat(ports.add(port)).isTrue();
            assertThat(port).matches(available::test);
        });
        assertThat(plan.maxSubflows()).isBetween(1, most - 1);
        assertThat(plan.bytes()).isLessThanOrEqualTo(StandingPlanner.MOST_BYTES);
        checkTable(plan, tracer, direction);
    }

    /** Whatever is left out carries the first subflow already, in a direction that counts. */
    private static void checkTable(StandingPlan plan, PathTracer tracer, DataDirection direction) {
        byte[] table = plan.initialPaths();
        assertThat(plan.initialFirstPort() + table.length).isEqualTo(61_000);
        for (int i = 0; i < table.length; i += 37) {
            int port = plan.initialFirstPort() + i;
            int at = plan.initialPath(port);
            String own = path(tracer, direction, port);
            if (at >= 0) {
                String[] left = path(tracer, direction, plan.paths().get(at).ports().get(0)).split("\\|", 2);
                String[] mine = own.split("\\|", 2);
                assertThat(left[0].equals(mine[0]) || left[1].equals(mine[1])).isTrue();
                if (direction != DataDirection.BOTH) {
                    assertThat(left).isEqualTo(mine);
                }
            } else {
                assertThat(plan.paths()).noneMatch(path -> path(tracer, direction, path.ports().get(0)).equals(own));
            }
        }
    }

    @Test
    void shouldTakeAllPathsWhereEachIsNarrowerThanTheHost() {
        StandingPlan plan = plan(wide(4), DataDirection.INBOUND, POLICY);

        assertThat(plan.paths()).hasSize(4);
        assertThat(plan.maxSubflows()).isEqualTo(3);
        for (int port = 32_768; port <= 60_999; port++) {
            assertThat(plan.subflows(port)).isEqualTo(3);
        }
    }

    /** Links between the routers, hosts as fast as all of them. */
    private static Fabric wide(int links) {
        FabricBuilder builder = new FabricBuilder()
            .device("r1", "r1", linux(5)).device("r2", "r2", linux(6));
        for (int i = 1; i <= links; i++) {
            TestFabrics.cable(builder, "r1", i, "r2", i);
        }
        return builder.host("h1", List.of(ip(1)), "r1", 99, links * TestFabrics.RATE)
            .host("h2", List.of(ip(2)), "r2", 99, links * TestFabrics.RATE).build();
    }

    @Test
    void shouldTakeEachOfFewPathsOnceHoweverManyAreAskedFor() {
        for (int links = 2; links <= 16; links++) {
            PlannerPolicy all = new PlannerPolicy.Builder().maxSubflows(links).minSubflows(links).build();
            Fabric fabric = TestFabrics.parallel(links, linux(links), linux(77)).build();
            assertThat(choose(fabric, DataDirection.INBOUND, all).reverse()).hasSize(links).doesNotHaveDuplicates();
            assertThat(choose(fabric, DataDirection.OUTBOUND, all).forward()).hasSize(links).doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldTakeNoMoreThanAreAllowed() {
        PlannerPolicy two = new PlannerPolicy.Builder().maxSubflows(2).build();
        StandingPlan plan = plan(wide(4), DataDirection.OUTBOUND, two);

        assertThat(plan.paths()).hasSize(2);
        assertThat(plan.maxSubflows()).isEqualTo(1);
        assertThat(choose(wide(4), DataDirection.OUTBOUND, new PlannerPolicy.Builder().maxSubflows(1).build()).size())
            .isZero();
    }

    @Test
    void shouldAvoidWhatIsLoaded() {
        Fabric fabric = wide(4);
        PlannerPolicy two = new PlannerPolicy.Builder().maxSubflows(2).build();
        Placement placement = new Placement(two, fabric);
        placement.background(link -> fabric.link(link).sourcePort() <= 2
            && fabric.link(link).host() < 0 ? TestFabrics.RATE : 0);
        PathChoice choice = PathChoice.of(placement, fabric, SERVER, DataDirection.OUTBOUND, two, EPHEMERAL);

        assertThat(choice.forward()).extracting(path -> path.label().split(">")[0])
            .containsExactlyInAnyOrder("r1/3", "r1/4");
    }

    @Test
    void shouldLeaveTheLoadAsItWas() {
        Fabric fabric = wide(4);
        Placement placement = new Placement(POLICY, fabric);
        placement.arrive(ConnectionView.opened(SERVER.flow(40_000)));
        Map<Integer, Long> before = loads(placement, fabric);
        PathChoice.of(placement, fabric, SERVER, DataDirection.BOTH, POLICY, EPHEMERAL);
        PathChoice.of(placement, fabric, SERVER, DataDirection.INBOUND, POLICY, EPHEMERAL);

        assertThat(loads(placement, fabric)).isEqualTo(before);
        assertThat(placement.size()).isEqualTo(1);
    }

    private static Map<Integer, Long> loads(Placement placement, Fabric fabric) {
        Map<Integer, Long> loads = new HashMap<>();
        for (int link = 0; link < fabric.linkCount(); link++) {
            loads.put(link, placement.loadBps(link));
        }
        return loads;
    }

    @Test
    void shouldKeepPortsThatStillLeadThere() {
        Fabric fabric = wide(4);
        StandingPlan small = plan(fabric, DataDirection.BOTH, POLICY);
        StandingPlan larger = StandingPlanner.plan(fabric, SERVER, choose(fabric, DataDirection.BOTH, POLICY),
            request(32, POLICY, port -> small.pathOf(port) == null).before(small)).orElseThrow();

        for (StandingPath path : larger.paths()) {
            assertThat(path.ports()).hasSize(32);
        }
        small.paths().forEach(path -> assertThat(larger.pathOf(path.ports().get(0)).ports())
            .containsAll(path.ports()));
        assertThat(larger.same(small)).isFalse();
        StandingPlan again = StandingPlanner.plan(fabric, SERVER, choose(fabric, DataDirection.BOTH, POLICY),
            request(32, POLICY, port -> false).before(larger)).orElseThrow();
        assertThat(again.same(larger)).isTrue();
    }

    @Test
    void shouldLeavePortsToOthers() {
        Fabric fabric = wide(2);
        StandingPlan plan = StandingPlanner.plan(fabric, SERVER, choose(fabric, DataDirection.OUTBOUND, POLICY),
            request(4096, POLICY, port -> port < 12_400)).orElseThrow();

        plan.paths().forEach(path -> assertThat(path.ports().size()).isBetween(80, 110));
    }

    @Test
    void shouldSpreadFirstSubflowsOverAllPaths() {
        Fabric fabric = wide(4);
        StandingPlan plan = StandingPlanner.plan(fabric, SERVER, choose(fabric, DataDirection.INBOUND, POLICY),
            request(16, POLICY, port -> true).steered(40)).orElseThrow();

        PathTracer tracer = new PathTracer(fabric);
        for (int i = 0; i < 40; i += 4) {
            Set<String> paths = new HashSet<>();
            plan.steered().subList(i, i + 4).forEach(port -> paths.add(path(tracer, DataDirection.INBOUND, port)));
            assertThat(paths).hasSize(4);
        }
        plan.steered().forEach(port -> assertThat(plan.initialPath(port)).isNotNegative());
    }

    @Test
    void shouldHaveNoPlanWhereNothingIsKnown() {
        Fabric fabric = TestFabrics.parallel(2, null, null).build();
        PathChoice choice = choose(fabric, DataDirection.BOTH, POLICY);

        assertThat(choice.size()).isZero();
        assertThat(choice.reasons()).isNotEmpty();
        assertThat(StandingPlanner.plan(fabric, SERVER, choice, request(8, POLICY, port -> true))).isEmpty();
    }
}
