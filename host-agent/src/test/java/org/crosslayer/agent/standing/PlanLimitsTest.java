// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.plans.InitialPaths;
import org.crosslayer.agent.plans.Prefix;
import org.crosslayer.agent.plans.StandingPlan;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.junit.jupiter.api.Test;

class PlanLimitsTest {
    private final Map<Integer, Refusal> refusals = new HashMap<>();

    private static StandingPlan plan(int id) {
        return AgentExecutorTest.plan(id, 16, InitialPaths.UNKNOWN, AgentExecutorTest.path(id, id));
    }

    private List<StandingPlan> admit(PlanLimits limits, StandingPlan... plans) {
        return limits.admit(List.of(plans), refusals);
    }

    private static PlanLimits limits(int maxPlans, int maxSubflows, String... addresses) {
        return new PlanLimits(maxPlans, maxSubflows, new OwnAddresses(Stream.of(addresses).map(Samples::address)
            .toList()), addresses.length > 0);
    }

    @Test
    void shouldRefuseMorePlansThanItsMaximum() {
        assertThat(admit(limits(2, 64), plan(1), plan(2), plan(3))).extracting(StandingPlan::id).containsExactly(1, 2);
        assertThat(refusals).containsOnlyKeys(3);
        assertThat(refusals.get(3).message()).isEqualTo("more than max-standing-plans = 2 plans");
    }

    @Test
    void shouldAllowNoMoreSubflowsThanItsMaximum() {
        assertThat(admit(limits(9, 4), plan(1)).get(0).maxSubflows()).isEqualTo(3);
        assertThat(admit(limits(9, 1), plan(2))).isEmpty();
        assertThat(refusals.get(2).message()).isEqualTo("max-subflows = 1 leaves no room beside the first subflow");
    }

    @Test
    void shouldHoldPlansToTheAddressesThatItMayUse() {
        assertThat(admit(limits(9, 64, "10.0.1.2", "fd00::2"), plan(1)).get(0).local())
            .contains(Prefix.of(Samples.address("10.0.1.2")));
        StandingPlan foreign = plan(2).within(Optional.of(Prefix.of(Samples.address("10.0.1.3"))), 1);
        assertThat(admit(limits(9, 64, "10.0.1.2"), foreign)).isEmpty();
        assertThat(refusals.get(2).message()).isEqualTo("its local addresses (10.0.1.3/32) hold 0 that this agent may"
            + " use (see --address), expected exactly one");
        assertThat(admit(limits(9, 64), foreign)).as("not restricted").hasSize(1);
    }
}
