// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.simulator.network.Topologies;
import org.crosslayer.simulator.scheme.SchemeChoice;
import org.junit.jupiter.api.Test;

class ChurnRunTest {

    private final ChurnRun run = new ChurnRun(new Scenario("fat-tree:4", Topologies.cabling("fat-tree:4"),
            Scenario.CHURN, 0.5, 0, 0, 1, false, 3, true), 1);

    @Test
    void theOptimumIsItsOwnMeasureAndFewConnectionsAreThereAtOnce() {
        Result optimum = run.run(SchemeChoice.named("optimum"), part -> { });

        assertThat(optimum.number("mean")).isCloseTo(1, within(1e-9));
        assertThat(optimum.number("worst")).isCloseTo(1, within(1e-9));
        // 16 hosts at half load, 6 s: about 48 connections of one second.
        assertThat(optimum.number("arrivals")).isBetween(25.0, 75.0);
        assertThat(optimum.number("slowdown_mean")).isBetween(1.0, 4.0);
    }

    @Test
    void onePathIsSlowerAndMorePathsAreBetter() {
        Result single = run.run(SchemeChoice.named("single"), part -> { });
        Result random = run.run(SchemeChoice.named("random-8"), part -> { });

        assertThat(single.number("mean")).isBetween(0.3, 0.95);
        assertThat(random.number("mean")).isGreaterThan(single.number("mean"));
        assertThat(random.number("subflows_mean")).isEqualTo(8);
        assertThat(single.number("slowdown_mean")).isGreaterThan(random.number("slowdown_mean"));
    }

    @Test
    void thePlannerComesAlongAndProgressIsTold() {
        List<Double> told = new ArrayList<>();
        Result result = run.run(SchemeChoice.named("crosslayer"), told::add);

        assertThat(result.number("mean")).isGreaterThan(0.9);
        assertThat(result.number("subflows_mean")).isBetween(1.0, 4.0);
        assertThat(told).isSorted().last().isEqualTo(1.0);
    }
}
