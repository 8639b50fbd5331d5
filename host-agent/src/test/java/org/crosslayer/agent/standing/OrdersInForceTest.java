// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.connections.TableSlots;
import org.crosslayer.agent.plans.InitialPaths;
import org.crosslayer.agent.plans.Prefix;
import org.crosslayer.agent.plans.StandingPlan;
import org.crosslayer.agent.subflows.FakePathManager;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.subflows.SubflowOpener;
import org.junit.jupiter.api.Test;

class OrdersInForceTest {
    private static final SourcePool POOL = new SourcePool(3, Prefix.parse("10.0.2.0/24"), 0, true, false,
        List.of(20_000));

    private final List<List<SourcePool>> handed = new ArrayList<>();
    private final OrdersInForce current = orders();

    private OrdersInForce orders() {
        OwnAddresses addresses = new OwnAddresses(List.of(Samples.address("10.0.1.2")));
        FakePathManager kernel = new FakePathManager();
        PoolSink sink = new PoolSink() {
            @Override
            public int maxPools() {
                return 1;
            }

            @Override
            public Map<Integer, Refusal> replaceAll(List<SourcePool> pools, long millisLeft) {
                handed.add(pools);
                return Map.of();
            }

            @Override
            public Map<Integer, Counters> counters() {
                return Map.of();
            }
        };
        return new OrdersInForce(new PlanLimits(100, 64, addresses, false), new Executors(new AgentExecutor(kernel,
            new SubflowOpener(kernel, new TableSlots(new ConnectionTable(1), 64)), addresses)), new PlanLookup(), sink);
    }

    private static Orders orders(long generation, List<SourcePool> pools, StandingPlan... plans) {
        return new Orders(generation, System.nanoTime() + TimeUnit.HOURS.toNanos(1), List.of(plans), pools);
    }

    private static StandingPlan plan(int id) {
        return AgentExecutorTest.plan(id, 1, InitialPaths.UNKNOWN, AgentExecutorTest.path(1000 * id, 1000 * id + 9));
    }

    @Test
    void shouldKeepPoolsWhenPlansAreTakenOutOfTheKernelByHand() {
        current.replace(orders(17, List.of(POOL), plan(7), plan(8)));
        current.adopt(orders(17, List.of(), plan(7)));
        assertThat(current.status(ExecutorKind.KERNEL, Map.of(), Map.of()).pools()).hasSize(1);
        current.replace(current.orders().until(System.nanoTime() + TimeUnit.HOURS.toNanos(2)));
        assertThat(handed).as("renewed").containsExactly(List.of(POOL), List.of(POOL));
        assertThat(current.planCount()).isEqualTo(1);
    }

    @Test
    void shouldForgetPoolsOfOtherOrdersThanThoseInTheKernel() {
        current.replace(orders(17, List.of(POOL), plan(7)));
        current.adopt(orders(16, List.of(), plan(8)));
        assertThat(current.orders().pools()).isEmpty();
    }
}
