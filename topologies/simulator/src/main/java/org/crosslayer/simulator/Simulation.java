// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    private final Scenario scenario;
    private final List<SchemeChoice> schemes;
    private final Progress progress;

    Simulation(Scenario scenario, List<SchemeChoice> schemes, Progress progress) {
        this.scenario = scenario;
        this.schemes = schemes;
        this.progress = progress;
    }

    List<Result> run(long firstSeed, int seeds) {
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
