// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.crosslayer.agent.plans.Prefix;
import org.crosslayer.agent.steering.FirstSubflowSteering;
import org.crosslayer.agent.steering.PoolStatistics;
import org.crosslayer.agent.steering.SourcePortPool;
import org.crosslayer.agent.steering.SteeringException;
import org.junit.jupiter.api.Test;

class SteeringPoolsTest {
    private static final SourcePool POOL = new SourcePool(3, Prefix.parse("10.0.2.0/24"), 80, true, false,
        List.of(20_000));

    private final FakeSteering kernel = new FakeSteering();
    private final SteeringPools pools = new SteeringPools(kernel);

    /** Keeps what it is handed, unless it is to refuse. */
    private static final class FakeSteering implements FirstSubflowSteering {
        private final List<List<SourcePortPool>> handed = new ArrayList<>();
        private boolean refuses;
        private boolean refusesEverything;

        @Override
        public boolean available() {
            return true;
        }

        @Override
        public void replaceAll(List<SourcePortPool> all) throws SteeringException {
            if (refusesEverything || refuses && !all.isEmpty()) {
                throw new SteeringException("too many");
            }
            handed.add(all);
        }

        @Override
        public List<PoolStatistics> statistics() {
            return List.of(new PoolStatistics(3, 4, 5, 6));
        }
    }

    @Test
    void shouldHandOverPoolsWithTheTimeThatIsLeft() {
        assertThat(pools.replaceAll(List.of(POOL), 5000)).isEmpty();
        assertThat(kernel.handed.get(0)).singleElement().satisfies(pool -> {
            assertThat(pool.lifetime()).isEqualTo(Duration.ofSeconds(5));
            assertThat(pool.sourcePorts()).containsExactly(20_000);
        });
        assertThat(pools.counters()).containsOnlyKeys(3);
        assertThat(pools.counters().get(3)).isEqualTo(new PoolSink.Counters(4, 5, 6));
    }

    @Test
    void shouldWithdrawTheEarlierOnesWhenTheKernelRefusesTheNext() {
        pools.replaceAll(List.of(POOL), 5000);
        kernel.refuses = true;
        assertThat(pools.replaceAll(List.of(POOL), 5000).get(3).message()).isEqualTo("too many");
        assertThat(kernel.handed).hasSize(2);
        assertThat(kernel.handed.get(1)).as("they may lead elsewhere by now").isEmpty();
        assertThat(pools.counters()).isEmpty();
    }

    @Test
    void shouldTryAgainToWithdraw() {
        pools.replaceAll(List.of(POOL), 5000);
        kernel.refusesEverything = true;
        pools.replaceAll(List.of(), 5000);
        kernel.refusesEverything = false;
        pools.replaceAll(List.of(), 5000);
        assertThat(kernel.handed).hasSize(2);
        assertThat(kernel.handed.get(1)).isEmpty();
    }

    @Test
    void shouldRemoveWhatAnEarlierAgentHasLeftAndThenLeaveTheKernelAlone() {
        pools.replaceAll(List.of(), 5000);
        assertThat(kernel.handed).containsExactly(List.of());
        pools.replaceAll(List.of(), 5000);
        assertThat(kernel.handed).as("once").hasSize(1);
        pools.replaceAll(List.of(POOL), 5000);
        pools.replaceAll(List.of(), 5000);
        assertThat(kernel.handed).hasSize(3);
    }
}
