// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.crosslayer.mptcp.planning.PlanningTotals;

/** Messages that are lost, repeated, late or stale do no harm that the next snapshot does not mend. */
class IdempotencePropertiesTest {
    private static final int PORTS = 65_536;

    @Property(tries = 300)
    void aSnapshotMakesTheControllersStateThatOfTheAgent(
            @ForAll @Size(max = 120) List<@IntRange(min = 0, max = 99_999) Integer> script) {
        UnreliableAgent agent = new UnreliableAgent();
        agent.play(script);

        agent.reattach(true);

        assertThat(agent.knownToController()).isEqualTo(agent.knownToKernel());
    }

    @Property(tries = 300)
    void nothingIsLeftWhenAllConnectionsAreGone(
            @ForAll @Size(max = 120) List<@IntRange(min = 0, max = 99_999) Integer> script) {
        UnreliableAgent agent = new UnreliableAgent();
        agent.play(script);

        agent.endAll();

        assertThat(agent.knownToController()).isEmpty();
        PlanningTotals totals = agent.engine().totals();
        assertThat(List.of(totals.accounted(), totals.ends(), totals.demands(), totals.unanswered(), totals.moves()))
            .containsOnly(0);
        assertThat(IntStream.range(0, agent.links()).filter(link -> agent.engine().loadBps(link) != 0)).isEmpty();
        assertThat(IntStream.range(0, PORTS).filter(agent::portTaken)).isEmpty();
    }
}
