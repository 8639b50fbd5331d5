// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.fabric.TestFabrics.ip;
import static org.crosslayer.fabric.TestFabrics.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.ecmp.SourcePortModulo;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricBuilder;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TestFabrics;
import org.crosslayer.fabric.TracedPath;

/** What holds for every plan on every fabric. */
class PlannerPropertiesTest {

    /** Two or three stages of routers with random numbers of parallel links, hashes, seeds and weights. */
    private static Fabric fabric(Random random, int stages) {
        FabricBuilder builder = new FabricBuilder();
        int lastPort = 0;
        long[] back = {900};
        for (int i = 0; i <= stages; i++) {
            EcmpHash hash = random.nextInt(8) == 0 ? new SourcePortModulo() : linux(1 + random.nextInt(3));
            builder.device("r" + i, "r" + i, hash);
        }
        for (int i = 0; i < stages; i++) {
            int links = 1 + random.nextInt(4);
            long[] ports = new long[links];
            int[] weights = new int[links];
            for (int j = 0; j < links; j++) {
                ports[j] = ++lastPort;
                weights[j] = 1 + random.nextInt(3);
                TestFabrics.cable(builder, "r" + i, ports[j], "r" + (i + 1), 500 + ports[j]);
            }
            if (random.nextBoolean()) {
                int[] equal = new int[back.length];
                Arrays.fill(equal, 1);
                builder.route("r" + i, Address.parse("10.0.2.0"), 24, ports, weights);
                builder.route("r" + i, Address.parse("10.0.1.0"), 24, back, equal);
            }
            back = LongStream.of(ports).map(port -> 500 + port).toArray();
        }
        TestFabrics.host(builder, 1, "r0", 900);
        TestFabrics.host(builder, 2, "r" + stages, 901);
        return builder.build();
    }

    @Property(tries = 1000)
    void plansKeepTheirPromises(@ForAll @IntRange(min = 1, max = 3) int stages, @ForAll long seed,
                                @ForAll @IntRange(min = 1, max = 10) int max,
                                @ForAll @IntRange(min = 1, max = 10) int min) {
        Random random = new Random(seed);
        Fabric fabric = fabric(random, stages);
        PlannerPolicy policy = new PlannerPolicy.Builder().maxSubflows(max).minSubflows(Math.min(min, max)).build();
        FiveTuple initial = FiveTuple.tcp(ip(1), 40_000 + random.nextInt(20_000), ip(2), 1 + random.nextInt(65_535));
        List<FiveTuple> live = new ArrayList<>(List.of(initial));
        IntStream.range(0, random.nextInt(3))
                .forEach(i -> live.add(initial.withSourcePort(12_000 + random.nextInt(20_000))));
        int residue = random.nextInt(7);
        IntPredicate taken = port -> port % 7 == residue;
        SubflowPlan plan = new SubflowPlanner().plan(fabric, policy,
                new ConnectionView(initial, live, seed, taken));

        PathTracer tracer = new PathTracer(fabric);
        Set<Integer> ports = new HashSet<>();
        assertThat(live.size() + plan.paths().size()).isLessThanOrEqualTo(Math.max(live.size(), max));
        for (PlannedPath path : plan.paths()) {
            assertThat(path.candidatePorts()).isNotEmpty().hasSizeLessThanOrEqualTo(policy.candidatePorts());
            for (int port : path.candidatePorts()) {
                assertThat(ports.add(port)).isTrue();
                assertThat(port).isBetween(12_000, 31_999).matches(p -> p % 7 != residue);
                assertThat(live).noneMatch(subflow -> subflow.sourcePort() == port);
                if (plan.modelled()) {
                    FiveTuple subflow = initial.withSourcePort(port);
                    assertThat(tracer.trace(subflow)).isEqualTo(path.forward());
                    assertThat(tracer.trace(subflow.reversed())).isEqualTo(path.reverse());
                }
            }
        }
        if (plan.modelled()) {
            usesFurtherPathsFirst(tracer, live, plan);
        }
        assertThat(plan.reasons()).isNotEmpty();
    }

    /** As long as the policy asks for no path twice, each planned subflow uses a path that none before it did. */
    private static void usesFurtherPathsFirst(PathTracer tracer, List<FiveTuple> live, SubflowPlan plan) {
        Set<TracedPath> there = new HashSet<>();
        Set<TracedPath> back = new HashSet<>();
        live.forEach(subflow -> {
            there.add(tracer.trace(subflow));
            back.add(tracer.trace(subflow.reversed()));
        });
        boolean again = plan.reasons().stream().anyMatch(reason -> reason.contains("path used again"));
        for (PlannedPath path : plan.paths()) {
            boolean further = there.add(path.forward()) | back.add(path.reverse());
            assertThat(further || again).as(String.join("\n", plan.reasons())).isTrue();
        }
    }
}
