// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentOwnerTest {
    private final AgentOwner before = new AgentOwner("n1", "start1", 100);

    @Test
    void newerStreamOfTheSameProcessWins() {
        assertThat(new AgentOwner("n2", "start1", 101).replaces(before, false)).isTrue();
        assertThat(new AgentOwner("n2", "start1", 99).replaces(before, false)).isFalse();
        assertThat(new AgentOwner("n2", "start1", 99).replaces(null, true)).isTrue();
    }

    @Test
    void restartedAgentWinsEvenIfItsClockHasGoneBack() {
        assertThat(new AgentOwner("n2", "start2", 7).replaces(before, false)).isTrue();
    }

    @Test
    void claimThatComesLateAsksWhatIsNewer() {
        assertThat(new AgentOwner("n2", "start2", 99).replaces(before, true)).isFalse();
        assertThat(new AgentOwner("n2", "start2", 101).replaces(before, true)).isTrue();
    }

    @Test
    void agentsWithoutNumbersGoByArrival() {
        assertThat(new AgentOwner("n2", "start1", 0).replaces(before, true)).isTrue();
        assertThat(before.replaces(new AgentOwner("n2", "start1", 0), false)).isTrue();
    }
}
