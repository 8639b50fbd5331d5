// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.crosslayer.simulator.network.Topologies;
import org.crosslayer.simulator.report.Progress;
import org.crosslayer.simulator.run.ChurnRun;
import org.crosslayer.simulator.run.Result;
import org.crosslayer.simulator.run.Scenario;
import org.crosslayer.simulator.run.StaticRun;
import org.crosslayer.simulator.scheme.SchemeChoice;

/**
 * All runs of one command.
 */
final class Simulation {

    private static final String WARM_UP = "fat-tree:8";
    private static final long WARM_UP_NANOS = 1_500_000_000;

    private final Scenario scenario;
    private final List<SchemeChoice> schemes;
    private final Progress progress;

    Simulation(Scenario scenario, List<SchemeChoice> schemes, Progress progress) {
        this.scenario = scenario;
        this.schemes = schemes;
        this.progress = progress;
    }

    List<Result> run(long firstSeed, int seeds) {
        if (schemes.stream().anyMatch(SchemeChoice::planner)) {
            warmUp();
        }
        progress.say(scenario.topology() + ", " + scenario.cabling().hostCount() + " hosts, " + scenario.traffic()
                + ": " + schemes.size() + " schemes, " + seeds + (seeds == 1 ? " seed" : " seeds"));
        List<Result> results = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            if (scenario.churning()) {
                churn(seed, results);
            } else {
                stay(seed, results);
            }
        }
        return results;
    }

    /** Lets the compiler of the JVM see the planner, so that plans per second are not mostly its own time. */
    private static void warmUp() {
        Scenario small = new Scenario(WARM_UP, Topologies.cabling(WARM_UP), "permutation", 0, 0, 0, 1, false, 3, true);
        long started = System.nanoTime();
        for (long seed = 0; System.nanoTime() - started < WARM_UP_NANOS; seed++) {
            StaticRun run = new StaticRun(small, seed);
            run.run(SchemeChoice.named("crosslayer"));
            run.run(SchemeChoice.named("crosslayer-backup"));
        }
    }

    private void stay(long seed, List<Result> results) {
        StaticRun run = new StaticRun(scenario, seed);
        for (SchemeChoice scheme : schemes) {
            progress.show(label(seed, scheme), (double) results.size() / schemes.size());
            results.add(told(seed, scheme, run.run(scheme)));
        }
    }

    private void churn(long seed, List<Result> results) {
        ChurnRun run = new ChurnRun(scenario, seed);
        for (SchemeChoice scheme : schemes) {
            results.add(told(seed, scheme, run.run(scheme, part -> progress.show(label(seed, scheme), part))));
        }
    }

    private Result told(long seed, SchemeChoice scheme, Result result) {
        progress.say(label(seed, scheme) + String.format(Locale.ROOT, ": mean %.3f, worst %.3f",
                result.number("mean"), result.number("worst")));
        return result;
    }

    private static String label(long seed, SchemeChoice scheme) {
        return "seed " + seed + ", " + scheme.name();
    }
}
