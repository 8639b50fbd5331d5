// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionToken;
import org.junit.jupiter.api.Test;

/** What lines of the log are made of names the connection first, as the agent's log does. */
class LogNamesTest {

    private static ConnectionKey key(int token) {
        return ConnectionKey.connectionKey(AgentId.agentId("client"), ConnectionToken.token(token));
    }

    @Test
    void aKeyIsAgentAndEightDigits() {
        assertThat(key(0x7be1c0de)).hasToString("client/7be1c0de");
        assertThat(key(0xf00)).hasToString("client/00000f00");
        assertThat(key(-1)).hasToString("client/ffffffff");
    }

    @Test
    void plansAndMovesBeginWithTheKey() {
        assertThat(new SentPlan(1, key(0xf00), 0, List.of()).toString()).startsWith("client/00000f00 ");
        assertThat(new MoveInFlight(key(0xf00), List.of(), List.of(), null, "a reason", Instant.EPOCH, 0).toString())
            .startsWith("client/00000f00: a reason");
    }
}
