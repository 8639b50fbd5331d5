// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crosslayer.simulator.network.Topologies;
import org.crosslayer.simulator.scheme.SchemeChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticRunTest {

    /** What the clock has a hand in. */
    private static final List<String> MEASURED = List.of("plans_per_second", "moves_per_second");

    @Test
    void aConnectionWithOnePathGetsHalfOfTwoUplinksAndWithBothAllOfThem() {
        StaticRun run = new StaticRun(scenario("cloudnet", "permutation", 0, 0), 1);

        // Two connections, one each way; each may use two uplinks of 20 Mbit/s.
        assertThat(run.run(scheme("single")).number("mean")).isEqualTo(0.5);
        assertThat(run.run(scheme("distinct-2")).number("mean")).isEqualTo(1);
        assertThat(run.run(scheme("optimum")).number("mean")).isEqualTo(1);
        assertThat(run.run(scheme("crosslayer")).number("mean")).isEqualTo(1);
        assertThat(run.run(scheme("crosslayer")).number("subflows_mean")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"single, 0.477", "random-2, 0.633", "random-4, 0.779", "random-8, 0.886"})
    void aFatTreeUnderAPermutationGivesTheKnownMeans(String name, double mean) {
        // Means of 40 seeds; README compares them with other simulators.
        double sum = 0;
        for (int seed = 1; seed <= 5; seed++) {
            sum += new StaticRun(scenario("fat-tree:8", "permutation", 0, 0), seed).run(scheme(name)).number("mean");
        }
        assertThat(sum / 5).isCloseTo(mean, within(0.025));
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        for (String name : List.of("single", "random-4", "distinct-4", "crosslayer", "crosslayer-backup")) {
            assertThat(figures(name, 3)).isEqualTo(figures(name, 3));
        }
        assertThat(figures("random-4", 3)).isNotEqualTo(figures("random-4", 4));
    }

    @Test
    void schemesMeetTheSameTrafficOnTheSameNetwork() {
        StaticRun run = new StaticRun(scenario("fat-tree:4", "permutation", 0, 0), 9);
        Result alone = run.run(scheme("single"));
        run.run(scheme("random-8"));

        assertThat(run.run(scheme("random-1")).number("mean")).isEqualTo(alone.number("mean"));
    }

    @Test
    void failedLinksLeaveEverybodyConnectedAndAreToldOf() {
        Result result = new StaticRun(scenario("fat-tree:4", "permutation", 2, 1), 2).run(scheme("random-4"));

        assertThat(result.number("failed_links")).isEqualTo(2);
        assertThat(result.number("degraded_links")).isEqualTo(1);
        assertThat(result.number("optimum_reached")).isBetween(0.5, 1.0);
        assertThat(result.number("mean_after_fault")).isEqualTo(result.number("mean"));
        assertThat(result.number("worst")).isPositive();
        assertThat(result.number("subflows_mean")).isEqualTo(4);
    }

    @Test
    void aMoveIsUselessIfNobodyIsWorseOffWithoutIt() {
        assertThat(MoveWorth.useless(new double[] {2, 2}, new double[] {2, 2})).isTrue();
        // Without it, one of them had the other's rate too: the sum is the same, but not as fair.
        assertThat(MoveWorth.useless(new double[] {2, 2}, new double[] {3, 1})).isFalse();
        assertThat(MoveWorth.useless(new double[] {2, 2}, new double[] {2.5, 1.9})).isTrue();
        assertThat(MoveWorth.useless(new double[] {2, 2}, new double[] {2, 1})).isFalse();
    }

    @Test
    void movesAreJudgedOneConnectionAtATime() {
        Result result = new StaticRun(scenario("fat-tree:4", "permutation", 0, 0), 3).run(scheme("crosslayer-backup"));

        assertThat(result.number("moved_connections")).isPositive();
        assertThat(result.number("useless_moved_connections")).isBetween(0.0, result.number("moved_connections"));
        assertThat(new StaticRun(scenario("fat-tree:4", "permutation", 0, 0), 3).run(scheme("random-4"))
            .number("moved_connections")).isNaN();
    }

    @Test
    void fractionsAreOfTheConnectionsOwnOptimum() {
        Distribution distribution = Distribution.of(new double[] {1, 1, 3}, new double[] {1, 2, 4});

        assertThat(distribution.mean()).isCloseTo(5 / 7.0, within(1e-12));
        assertThat(distribution.worst()).isEqualTo(0.5);
        assertThat(distribution.p1()).isEqualTo(0.5);
        // (1 + 0.5 + 0.75)^2 / (3 (1 + 0.25 + 0.5625))
        assertThat(distribution.jain()).isCloseTo(5.0625 / 5.4375, within(1e-12));
    }

    @Test
    void theFirstPercentileIsWhatNinetyNineOfAHundredReach() {
        double[] rates = new double[200];
        double[] optima = new double[200];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = i + 1;
            optima[i] = 200;
        }
        assertThat(Distribution.of(rates, optima).p1()).isEqualTo(3 / 200.0);
    }

    private static Map<String, Object> figures(String scheme, long seed) {
        Map<String, Object> row = new HashMap<>(
                new StaticRun(scenario("fat-tree:4", "random", 0, 0), seed).run(scheme(scheme)).row());
        row.remove("seed");
        row.keySet().removeAll(MEASURED);
        return row;
    }

    private static SchemeChoice scheme(String name) {
        return SchemeChoice.named(name);
    }

    private static Scenario scenario(String topology, String traffic, int failed, int degraded) {
        return new Scenario(topology, Topologies.cabling(topology), traffic, 0, failed, degraded, 0.5, false, 3, true);
    }
}
