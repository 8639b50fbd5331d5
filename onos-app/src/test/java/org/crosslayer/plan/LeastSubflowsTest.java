// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.fabric.TestFabrics.ip;
import static org.crosslayer.fabric.TestFabrics.linux;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricBuilder;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TestFabrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Subflows that only the policy's minSubflows asks for, where the hosts' links count as slow as one path: by the load
 * one path would do, but no two are to be on the same one.
 */
class LeastSubflowsTest {

    private static final long RATE = TestFabrics.RATE;
    private static final int CONNECTIONS = 200;

    /** Equal paths between two devices; what the hosts' links carry is not known, so they count as one path. */
    private static Fabric fabric(int paths) {
        return fabric(paths, 0);
    }

    private static Fabric fabric(int paths, long hostBps) {
        FabricBuilder builder = new FabricBuilder().device("r1", "r1", linux(1)).device("r2", "r2", linux(2));
        for (int i = 1; i <= paths; i++) {
            TestFabrics.cable(builder, "r1", i, "r2", i);
        }
        return builder.host("h1", List.of(ip(1)), "r1", 99, hostBps).host("h2", List.of(ip(2)), "r2", 99, hostBps)
                .build();
    }

    private static Placement placement(Fabric fabric, int least) {
        return new Placement(new PlannerPolicy.Builder().maxSubflows(least).minSubflows(least)
                .dataDirection(DataDirection.INBOUND).build(), fabric);
    }

    private static ConnectionView.Builder view(int key) {
        FiveTuple initial = FiveTuple.tcp(ip(1), 40_000 + key, ip(2), 80);
        return new ConnectionView.Builder(key, initial).subflow(initial, false).direction(DataDirection.INBOUND);
    }

    /** Paths of a connection with its plan, by the link between the devices that the data takes. */
    private static int[] paths(Fabric fabric, SubflowPlan plan, int key) {
        PathTracer tracer = new PathTracer(fabric);
        FiveTuple initial = view(key).build().initial();
        return IntStream.concat(IntStream.of(initial.sourcePort()),
                plan.paths().stream().mapToInt(PlannedPath::firstPort))
                .map(port -> tracer.trace(initial.withSourcePort(port).reversed()).link(1)).toArray();
    }

    /** Connections one after the other, each alone there; the paths that each has. */
    private static void expectEachPathOnce(int paths, IntToLongFunction background) {
        expectEachPathOnce(fabric(paths), paths, background);
    }

    private static void expectEachPathOnce(Fabric fabric, int paths, IntToLongFunction background) {
        Placement placement = placement(fabric, paths);
        for (int key = 0; key < CONNECTIONS; key++) {
            placement.background(background);
            int[] taken = paths(fabric, placement.arrive(view(key).build()), key);
            assertThat(Arrays.stream(taken).distinct().count()).as("paths of connection %d: %s", key,
                    Arrays.toString(taken)).isEqualTo(paths);
            placement.depart(key);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void eachIsOnAPathOfItsOwn(int paths) {
        expectEachPathOnce(paths, link -> 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void soItIsWhereTheHostsAreKnownToBeAsFastAsAPath(int paths) {
        expectEachPathOnce(fabric(paths, RATE), paths, link -> 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void alsoWhereOthersFillAllPathsButOne(int paths) {
        Fabric fabric = fabric(paths);
        int free = IntStream.range(0, fabric.linkCount()).filter(link -> fabric.link(link).host() < 0).findFirst()
                .orElseThrow();
        expectEachPathOnce(paths, link -> link == free || fabric.link(link).host() >= 0 ? 0 : RATE);
    }

    @Test
    void alsoWhereTheHostsCarryMoreThanTheyAreThoughtTo() {
        Fabric fabric = fabric(4);
        expectEachPathOnce(4, link -> fabric.link(link).host() >= 0 ? 4 * RATE : 0);
    }

    @Test
    void noMovePutsTwoOnOnePath() {
        Fabric fabric = fabric(4);
        for (int key = 0; key < CONNECTIONS; key++) {
            Placement placement = placement(fabric, 4);
            SubflowPlan plan = placement.arrive(view(key).build());
            ConnectionView.Builder now = view(key);
            FiveTuple initial = now.build().initial();
            plan.paths().forEach(path -> now.subflow(initial.withSourcePort(path.firstPort()), false));
            placement.update(now.build());
            int filled = paths(fabric, plan, key)[1 + key % 3];
            placement.background(link -> link == filled ? 3 * RATE : 0);
            assertThat(placement.repair(10)).as("connection %d", key).isEmpty();
        }
    }

    @Test
    void aMoveToAPathThatIsFreeIsMade() {
        Fabric fabric = fabric(4);
        Placement placement = placement(fabric, 3);
        SubflowPlan plan = placement.arrive(view(0).build());
        ConnectionView.Builder now = view(0);
        plan.paths().forEach(path -> now.subflow(view(0).build().initial().withSourcePort(path.firstPort()), false));
        placement.update(now.build());
        int[] taken = paths(fabric, plan, 0);
        placement.background(link -> link == taken[1] ? 3 * RATE : 0);
        List<Move> moves = placement.repair(10);
        assertThat(moves).hasSize(1);
        PlannedPath opened = moves.get(0).open().orElseThrow();
        assertThat(taken).doesNotContain(opened.reverse().link(1));
    }
}
