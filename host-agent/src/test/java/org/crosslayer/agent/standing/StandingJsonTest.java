// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.plans.InitialPaths;
import org.crosslayer.agent.plans.PlanCounters;
import org.crosslayer.agent.plans.StandingPlan;
import org.junit.jupiter.api.Test;

class StandingJsonTest {
    private static JsonObject json(PlanCounters counters) {
        StandingPlan plan = AgentExecutorTest.plan(7, 2, InitialPaths.of(32_768, new byte[28_232]),
            AgentExecutorTest.path(20_000, 20_063), AgentExecutorTest.path(21_000, 21_063));
        return StandingJson.of(new StandingStatus(17, ExecutorKind.AGENT, 1000,
            List.of(new StandingStatus.PlanStatus(plan, null, counters)), List.of()));
    }

    /** It is written again and again while connections come. */
    @Test
    void shouldLeaveOutTheTableOfFirstSourcePorts() {
        JsonObject json = json(PlanCounters.ZERO);
        JsonObject initial = json.getAsJsonArray("plans").get(0).getAsJsonObject().getAsJsonObject("initial");
        assertThat(initial.get("first_port").getAsInt()).isEqualTo(32_768);
        assertThat(initial.get("last_port").getAsInt()).isEqualTo(60_999);
        assertThat(json.toString()).hasSizeLessThan(1000);
    }

    @Test
    void shouldNameTheErrnosOfRefusals() {
        JsonObject plan = json(new PlanCounters(9, 8, 3, 0, 0, 0, 1, Map.of(Errno.EINVAL, 2L, 0, 1L)))
            .getAsJsonArray("plans").get(0).getAsJsonObject();
        assertThat(plan.get("ended").getAsInt()).isEqualTo(1);
        assertThat(plan.getAsJsonObject("refused_by_errno").toString()).isEqualTo("{\"other\":1,\"EINVAL\":2}");
    }
}
