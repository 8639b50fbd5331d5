// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.fabric.TestFabrics.ip;
import static org.crosslayer.fabric.TestFabrics.linux;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricBuilder;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TestFabrics;
import org.junit.jupiter.api.Test;

/** Backups between two devices with a number of links, which are the paths in both directions. */
class BackupPathsTest {
    private static final FiveTuple INITIAL = FiveTuple.tcp(ip(1), 40_000, ip(2), 80);

    private static Fabric fabric(int paths) {
        FabricBuilder builder = new FabricBuilder().device("r1", "r1", linux(1)).device("r2", "r2", linux(2));
        for (int i = 1; i <= paths; i++) {
            TestFabrics.cable(builder, "r1", i, "r2", i);
        }
        return builder.host("h1", List.of(ip(1)), "r1", 99, TestFabrics.RATE)
                .host("h2", List.of(ip(2)), "r2", 99, TestFabrics.RATE).build();
    }

    private static PlannerPolicy policy(int most, int backups) {
        return new PlannerPolicy.Builder().maxSubflows(most).backupSubflows(backups)
                .dataDirection(DataDirection.OUTBOUND).build();
    }

    private static ConnectionView.Builder view(PlannerPolicy policy) {
        return new ConnectionView.Builder("connection", INITIAL).subflow(INITIAL, false).policy(policy);
    }

    private static SubflowPlan planned(Fabric fabric, PlannerPolicy policy, ConnectionView view) {
        return new BackupPaths(fabric, policy, view).added(new Placement(policy, fabric).arrive(view));
    }

    /** Cables that a subflow passes, there and back. */
    private static Set<Integer> cables(Fabric fabric, int port) {
        PathTracer tracer = new PathTracer(fabric);
        FiveTuple subflow = INITIAL.withSourcePort(port);
        return new HashSet<>(List.of(tracer.trace(subflow).link(1),
                fabric.reverse(tracer.trace(subflow.reversed()).link(1))));
    }

    @Test
    void aBackupSharesNoLinkWithTheOthersWhereThatCanBe() {
        Fabric fabric = fabric(4);
        PlannerPolicy policy = policy(8, 1);
        SubflowPlan plan = planned(fabric, policy, view(policy).build());
        List<PlannedPath> paths = plan.paths();
        PlannedPath backup = paths.get(paths.size() - 1);
        assertThat(backup.backup()).isTrue();
        assertThat(backup.candidatePorts()).hasSize(policy.candidatePorts());
        Set<Integer> others = new HashSet<>(cables(fabric, INITIAL.sourcePort()));
        paths.subList(0, paths.size() - 1).forEach(path -> others.addAll(cables(fabric, path.firstPort())));
        for (int port : backup.candidatePorts()) {
            assertThat(cables(fabric, port)).doesNotContainAnyElementsOf(others);
        }
        assertThat(plan.reasons()).last().asString().startsWith("a backup over ").contains("shares 0 of 2 links");
    }

    @Test
    void thereIsNoneWhereAllPortsLeadOverTheSameLink() {
        PlannerPolicy policy = policy(8, 1);
        SubflowPlan plan = planned(fabric(1), policy, view(policy).build());
        assertThat(plan.paths()).noneMatch(PlannedPath::backup);
        assertThat(plan.reasons()).contains("no backup: all source ports that were tried lead over paths in use");
    }

    @Test
    void thereIsNoneBeyondTheMostSubflowsNorWhereThereIsOneAlready() {
        Fabric fabric = fabric(4);
        assertThat(planned(fabric, policy(1, 0), view(policy(1, 0)).build()).paths()).isEmpty();
        PlannerPolicy policy = policy(8, 1);
        ConnectionView guarded = view(policy).subflow(INITIAL.withSourcePort(12_345), true).build();
        assertThat(planned(fabric, policy, guarded).paths()).noneMatch(PlannedPath::backup);
    }

    @Test
    void portsThatAreTakenAreNoCandidates() {
        PlannerPolicy policy = policy(8, 2);
        ConnectionView view = view(policy).sourcePortTaken(port -> port % 2 == 0).build();
        SubflowPlan plan = planned(fabric(8), policy, view);
        assertThat(plan.paths()).filteredOn(PlannedPath::backup).hasSize(2)
                .allSatisfy(path -> assertThat(path.candidatePorts()).allMatch(port -> port % 2 == 1));
        assertThat(plan.paths().stream().flatMap(path -> path.candidatePorts().stream())).doesNotHaveDuplicates();
    }
}
