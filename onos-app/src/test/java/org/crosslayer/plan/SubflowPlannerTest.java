// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.fabric.TestFabrics.ip;
import static org.crosslayer.fabric.TestFabrics.ip6;
import static org.crosslayer.fabric.TestFabrics.linux;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.ecmp.SourcePortModulo;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricBuilder;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TestFabrics;
import org.crosslayer.fabric.TracedPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubflowPlannerTest {

    private final SubflowPlanner planner = new SubflowPlanner();

    private static FiveTuple connection(int sourcePort) {
        return FiveTuple.tcp(ip(1), sourcePort, ip(2), 80);
    }

    private static PlannerPolicy policy(int min, int max) {
        return new PlannerPolicy.Builder().minSubflows(min).maxSubflows(max).build();
    }

    /** Every candidate of a modelled plan leads where the plan says, and no port is offered twice. */
    private static void assertPortsLead(Fabric fabric, FiveTuple initial, SubflowPlan plan) {
        PathTracer tracer = new PathTracer(fabric);
        List<Integer> all = new ArrayList<>();
        for (PlannedPath path : plan.paths()) {
            for (int port : path.candidatePorts()) {
                FiveTuple subflow = initial.withSourcePort(port);
                assertThat(tracer.trace(subflow)).isEqualTo(path.forward());
                assertThat(tracer.trace(subflow.reversed())).isEqualTo(path.reverse());
            }
            all.addAll(path.candidatePorts());
        }
        assertThat(all).doesNotHaveDuplicates().doesNotContain(initial.sourcePort());
    }

    /** Paths in one direction of all subflows, the initial one included. */
    private static Set<TracedPath> taken(Fabric fabric, FiveTuple initial, SubflowPlan plan, boolean back) {
        Set<TracedPath> taken = new HashSet<>();
        taken.add(new PathTracer(fabric).trace(back ? initial.reversed() : initial));
        plan.paths().forEach(path -> taken.add(back ? path.reverse() : path.forward()));
        return taken;
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 2", "4, 1, 2", "8, 1, 2", "2, 7, 7", "4, 7, 7", "8, 7, 7", "3, 5, 9", "1, 5, 9"})
    void everyFurtherPathGetsOneSubflow(int links, int seed, int otherSeed) {
        Fabric fabric = TestFabrics.parallel(links, linux(seed), linux(otherSeed)).build();
        for (int port = 40_000; port < 40_050; port++) {
            FiveTuple initial = connection(port);
            SubflowPlan plan = planner.plan(fabric, PlannerPolicy.DEFAULT, ConnectionView.opened(initial));
            assertThat(plan.modelled()).isTrue();
            assertThat(plan.paths()).hasSize(links - 1)
                    .allSatisfy(path -> assertThat(path.candidatePorts()).hasSize(6))
                    .allSatisfy(path -> assertThat(path.backup()).isFalse());
            assertThat(taken(fabric, initial, plan, false)).hasSize(links);
            assertThat(taken(fabric, initial, plan, true)).hasSize(links);
            assertPortsLead(fabric, initial, plan);
        }
    }

    @Test
    void mirroredPathsComeFirst() {
        Fabric fabric = TestFabrics.parallel(4, linux(1), linux(2)).build();
        int asymmetric = 0;
        for (int port = 40_000; port < 40_050; port++) {
            FiveTuple initial = connection(port);
            boolean symmetric = egress(new PathTracer(fabric).trace(initial))
                    == egress(new PathTracer(fabric).trace(initial.reversed()));
            SubflowPlan plan = planner.plan(fabric, PlannerPolicy.DEFAULT, ConnectionView.opened(initial));
            long mirrored = plan.paths().stream()
                    .filter(path -> egress(path.forward()) == egress(path.reverse())).count();
            assertThat(mirrored).isEqualTo(symmetric ? 3 : 2);
            asymmetric += symmetric ? 0 : 1;
        }
        assertThat(asymmetric).isBetween(20, 49);
    }

    /** Port of the first device, which on parallel links names the link. */
    private static char egress(TracedPath path) {
        return path.label().charAt(3);
    }

    @Test
    void sixIsPlannedLikeFour() {
        Fabric fabric = TestFabrics.parallel(4, linux(11), linux(12)).build();
        FiveTuple initial = FiveTuple.tcp(ip6(1), 50_000, ip6(2), 443);
        SubflowPlan plan = planner.plan(fabric, PlannerPolicy.DEFAULT, ConnectionView.opened(initial));
        assertThat(plan.paths()).hasSize(3);
        assertPortsLead(fabric, initial, plan);
    }

    @Test
    void pathsAreUsedAgainInTurnIfThePolicySaysSo() {
        Fabric fabric = TestFabrics.parallel(2, linux(1), linux(2)).build();
        FiveTuple initial = connection(40_001);
        SubflowPlan three = planner.plan(fabric, policy(3, 8), ConnectionView.opened(initial));
        assertThat(three.paths()).hasSize(2);
        assertThat(taken(fabric, initial, three, false)).hasSize(2);
        assertThat(three.paths().get(1).forward()).isEqualTo(new PathTracer(fabric).trace(initial));
        assertPortsLead(fabric, initial, three);

        SubflowPlan six = planner.plan(fabric, policy(6, 8), ConnectionView.opened(initial));
        assertThat(six.paths()).hasSize(5).allSatisfy(path -> assertThat(path.candidatePorts()).hasSize(6));
        assertThat(six.paths()).filteredOn(path -> path.forward().equals(three.paths().get(0).forward())).hasSize(3);
        assertPortsLead(fabric, initial, six);
    }

    @Test
    void policyLimitsTheNumberOfSubflows() {
        Fabric fabric = TestFabrics.parallel(8, linux(1), linux(2)).build();
        SubflowPlan plan = planner.plan(fabric, policy(1, 3), ConnectionView.opened(connection(40_000)));
        assertThat(plan.paths()).hasSize(2);
        assertThat(String.join("\n", plan.reasons())).contains("maxSubflows 3 leaves 5");
        assertThat(planner.plan(fabric, policy(1, 1), ConnectionView.opened(connection(40_000))).paths()).isEmpty();
    }

    @Test
    void liveSubflowsKeepTheirPaths() {
        Fabric fabric = TestFabrics.parallel(4, linux(1), linux(2)).build();
        FiveTuple initial = connection(40_000);
        SubflowPlan first = planner.plan(fabric, PlannerPolicy.DEFAULT, ConnectionView.opened(initial));
        List<FiveTuple> live = new ArrayList<>(List.of(initial));
        first.paths().forEach(path -> live.add(initial.withSourcePort(path.candidatePorts().get(0))));
        ConnectionView all = new ConnectionView(initial, live, 5, port -> false);
        assertThat(planner.plan(fabric, PlannerPolicy.DEFAULT, all).paths()).isEmpty();

        live.remove(0);
        ConnectionView withoutInitial = new ConnectionView(initial, live, 5, port -> false);
        SubflowPlan again = planner.plan(fabric, PlannerPolicy.DEFAULT, withoutInitial);
        assertThat(again.paths()).hasSize(1);
        assertThat(again.paths().get(0).forward()).isEqualTo(new PathTracer(fabric).trace(initial));
        assertPortsLead(fabric, initial, again);
    }

    @Test
    void subflowToAnAddressOutsideOfTheFabricDoesNotSpoilThePlan() {
        Fabric fabric = TestFabrics.parallel(4, linux(1), linux(2)).build();
        FiveTuple initial = connection(40_000);
        FiveTuple stranger = FiveTuple.tcp(ip(1), 40_001, ip(77), 80);
        SubflowPlan plan = planner.plan(fabric, PlannerPolicy.DEFAULT,
                new ConnectionView(initial, List.of(initial, stranger), 5, port -> false));
        assertThat(plan.modelled()).isTrue();
        assertThat(plan.paths()).hasSize(3);
    }

    @Test
    void takenPortsAreNotOffered() {
        Fabric fabric = TestFabrics.parallel(2, linux(1), linux(2)).build();
        FiveTuple initial = connection(40_000);
        ConnectionView even = new ConnectionView(initial, List.of(initial), 9, port -> port % 2 == 1);
        SubflowPlan plan = planner.plan(fabric, PlannerPolicy.DEFAULT, even);
        assertThat(plan.paths().get(0).candidatePorts()).hasSize(6).allMatch(port -> port % 2 == 0);

        ConnectionView none = new ConnectionView(initial, List.of(initial), 9, port -> true);
        SubflowPlan empty = planner.plan(fabric, PlannerPolicy.DEFAULT, none);
        assertThat(empty.paths()).isEmpty();
        assertThat(String.join("\n", empty.reasons())).contains("ports are taken");
    }

    @Test
    void aPairWithoutFreshPortsGivesWayToOneThatHasSome() {
        Fabric fabric = TestFabrics.parallel(4, linux(1), linux(2)).build();
        PathTracer tracer = new PathTracer(fabric);
        for (int port = 40_000; port < 40_050; port++) {
            FiveTuple initial = connection(port);
            // As on a host of many connections: what goes and comes over the same link is used up.
            ConnectionView view = new ConnectionView.Builder((long) port, initial).subflow(initial, false)
                    .sourcePortSpared(candidate -> {
                        FiveTuple subflow = initial.withSourcePort(candidate);
                        return egress(tracer.trace(subflow)) == egress(tracer.trace(subflow.reversed()));
                    }).build();
            SubflowPlan plan = planner.plan(fabric, PlannerPolicy.DEFAULT, view);
            assertThat(plan.paths()).hasSize(3).allSatisfy(path ->
                    assertThat(path.candidatePorts()).hasSize(6).noneMatch(view::spared));
            assertThat(taken(fabric, initial, plan, false)).hasSize(4);
            assertPortsLead(fabric, initial, plan);
        }
    }

    @Test
    void sparedPortsComeLastAndFillUpWhatIsMissing() {
        Fabric fabric = TestFabrics.parallel(4, linux(1), linux(2)).build();
        for (int every : new int[] {10, 100, 1000, 100_000}) {
            for (int port = 40_000; port < 40_050; port++) {
                FiveTuple initial = connection(port);
                ConnectionView view = new ConnectionView.Builder((long) port, initial).subflow(initial, false)
                        .sourcePortSpared(candidate -> candidate % every > 0).build();
                SubflowPlan plan = planner.plan(fabric, PlannerPolicy.DEFAULT, view);
                assertThat(plan.paths()).hasSize(3).allSatisfy(path -> {
                    List<Integer> ports = path.candidatePorts();
                    assertThat(ports).hasSize(6).isSortedAccordingTo(
                            Comparator.comparing(candidate -> candidate % every > 0));
                });
                assertPortsLead(fabric, initial, plan);
            }
        }
    }

    @Test
    void connectionsBeginAtDifferentPortsOfTheRange() {
        Fabric fabric = TestFabrics.parallel(2, linux(1), linux(2)).build();
        Set<Integer> first = new HashSet<>();
        for (long token = 1; token <= 20; token++) {
            FiveTuple initial = connection(40_000);
            SubflowPlan plan = planner.plan(fabric, PlannerPolicy.DEFAULT,
                    new ConnectionView(initial, List.of(initial), token, port -> false));
            first.add(plan.paths().get(0).candidatePorts().get(0));
            assertThat(plan.paths().get(0).candidatePorts()).allMatch(port -> port >= 12_000 && port <= 31_999);
        }
        assertThat(first).hasSizeGreaterThan(15);
    }

    @Test
    void portModuloIsFilledWhereItCanBe() {
        Fabric fabric = TestFabrics.parallel(4, new SourcePortModulo(), new SourcePortModulo()).build();
        FiveTuple initial = connection(40_000);
        SubflowPlan plan = planner.plan(fabric, PlannerPolicy.DEFAULT, ConnectionView.opened(initial));
        assertThat(plan.paths()).hasSize(3);
        assertThat(taken(fabric, initial, plan, false)).hasSize(4);
        // What the server sends comes from port 80, whichever port the client takes.
        assertThat(taken(fabric, initial, plan, true)).hasSize(1);
        assertPortsLead(fabric, initial, plan);
    }

    @Test
    void crossedCablesOfOneSeedAreStillFilledInBothDirections() {
        FabricBuilder builder = new FabricBuilder().device("r1", "r1", linux(3)).device("r2", "r2", linux(3));
        for (int i = 1; i <= 4; i++) {
            TestFabrics.cable(builder, "r1", i, "r2", 5 - i);
        }
        TestFabrics.host(builder, 1, "r1", 99);
        TestFabrics.host(builder, 2, "r2", 99);
        Fabric fabric = builder.build();
        FiveTuple initial = connection(40_000);
        SubflowPlan plan = planner.plan(fabric, PlannerPolicy.DEFAULT, ConnectionView.opened(initial));
        assertThat(plan.paths()).hasSize(3);
        assertThat(taken(fabric, initial, plan, false)).hasSize(4);
        assertThat(taken(fabric, initial, plan, true)).hasSize(4);
        assertPortsLead(fabric, initial, plan);
    }

    @Test
    void morePathsInOneDirectionThanInTheOther() {
        FabricBuilder builder = TestFabrics.parallel(4, linux(1), linux(2))
                .route("r2", Address.parse("10.0.1.0"), 24, new long[] {1, 2}, new int[] {1, 1});
        Fabric fabric = builder.build();
        for (FiveTuple initial : List.of(connection(40_000),
                FiveTuple.tcp(ip(2), 40_000, ip(1), 80))) {
            SubflowPlan plan = planner.plan(fabric, PlannerPolicy.DEFAULT, ConnectionView.opened(initial));
            assertThat(plan.paths()).hasSize(3);
            int there = taken(fabric, initial, plan, false).size();
            int back = taken(fabric, initial, plan, true).size();
            assertThat(Math.max(there, back)).isEqualTo(4);
            assertThat(Math.min(there, back)).isEqualTo(2);
            assertPortsLead(fabric, initial, plan);
        }
    }

    @Test
    void unequalWeightsAreSearchedLongEnough() {
        FabricBuilder builder = TestFabrics.parallel(2, linux(1), linux(2))
                .route("r1", Address.parse("10.0.2.0"), 24, new long[] {1, 2}, new int[] {100, 1})
                .route("r2", Address.parse("10.0.1.0"), 24, new long[] {1, 2}, new int[] {1, 1});
        Fabric fabric = builder.build();
        FiveTuple initial = connection(40_000);
        SubflowPlan plan = planner.plan(fabric, PlannerPolicy.DEFAULT, ConnectionView.opened(initial));
        assertThat(plan.paths()).hasSize(1);
        assertThat(plan.paths().get(0).candidatePorts()).hasSize(6);
        assertPortsLead(fabric, initial, plan);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8})
    void fatTree(int k) {
        Fabric fabric = TestFabrics.fatTree(k, false).build();
        int last = k * k * k / 4;
        for (int port = 40_000; port < 40_010; port++) {
            FiveTuple initial = FiveTuple.tcp(ip(1), port, ip(last), 80);
            SubflowPlan plan = planner.plan(fabric, policy(1, 4), ConnectionView.opened(initial));
            assertThat(plan.paths()).hasSize(3)
                    .allSatisfy(path -> assertThat(path.candidatePorts()).hasSize(6));
            assertThat(taken(fabric, initial, plan, false)).hasSize(4);
            assertThat(taken(fabric, initial, plan, true)).hasSize(4);
            // Four subflows on k/2 uplinks of the edge device: spread evenly.
            Set<Integer> uplinks = new HashSet<>();
            taken(fabric, initial, plan, false).forEach(path -> uplinks.add(path.link(1)));
            assertThat(uplinks).hasSize(Math.min(4, k / 2));
            assertPortsLead(fabric, initial, plan);
        }
    }

    @Test
    void polarisedFabricIsFilledAsFarAsItGoesAndSaysSo() {
        Fabric fabric = TestFabrics.fatTree(4, true).build();
        FiveTuple initial = FiveTuple.tcp(ip(1), 40_000, ip(16), 80);
        SubflowPlan plan = planner.plan(fabric, PlannerPolicy.DEFAULT, ConnectionView.opened(initial));
        assertThat(plan.paths()).hasSize(1);
        assertThat(taken(fabric, initial, plan, false)).hasSize(2);
        assertThat(taken(fabric, initial, plan, true)).hasSize(2);
        assertThat(String.join("\n", plan.reasons())).contains("hash alike");
        assertPortsLead(fabric, initial, plan);
    }

    @Test
    void unmodelledPathsFallBackToLuck() {
        Fabric fabric = TestFabrics.parallel(4, linux(1), null).build();
        FiveTuple initial = connection(40_000);
        SubflowPlan plan = planner.plan(fabric, PlannerPolicy.DEFAULT, ConnectionView.opened(initial));
        assertThat(plan.modelled()).isFalse();
        assertThat(plan.paths()).hasSize(3).allSatisfy(path -> {
            assertThat(path.candidatePorts()).hasSize(6).allMatch(port -> port >= 12_000 && port <= 31_999);
            assertThat(path.reverse().complete()).isFalse();
        });
        assertThat(String.join("\n", plan.reasons())).contains("r2", "no ecmp configuration", "luck");
        assertThat(planner.plan(fabric, policy(1, 2), ConnectionView.opened(initial)).paths()).hasSize(1);
    }

    @Test
    void unknownHostGetsNoMoreThanThePolicyInsistsOn() {
        Fabric fabric = TestFabrics.parallel(4, linux(1), linux(2)).build();
        FiveTuple initial = FiveTuple.tcp(ip(1), 40_000, ip(9), 80);
        SubflowPlan plan = planner.plan(fabric, PlannerPolicy.DEFAULT, ConnectionView.opened(initial));
        assertThat(plan.modelled()).isFalse();
        assertThat(plan.paths()).isEmpty();
        assertThat(String.join("\n", plan.reasons())).contains("10.0.9.2 is not the address of a host");
        assertThat(planner.plan(fabric, policy(3, 8), ConnectionView.opened(initial)).paths()).hasSize(2);
        assertThat(planner.plan(Fabric.empty(), policy(2, 8), ConnectionView.opened(initial)).paths()).hasSize(1);
    }
}
