// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void shouldPlanEveryFurtherPathOfEveryConnection() {
        assertThat(Rehearsal.run()).isEqualTo(300 * 3);
    }
}
