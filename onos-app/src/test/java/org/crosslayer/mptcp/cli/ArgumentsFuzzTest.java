// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionToken;

/** Words typed at ONOS's command line: a value, or one line about the word. */
class ArgumentsFuzzTest {
    private static final List<Consumer<String>> PARSERS = List.of(MptcpCommand::address,
        MptcpCommand::transportPort, AgentId::agentId, ConnectionToken::parse);

    @FuzzTest
    void parses(byte[] typed) {
        String word = new String(typed, StandardCharsets.UTF_8);
        for (Consumer<String> parser : PARSERS) {
            try {
                parser.accept(word);
            } catch (IllegalArgumentException e) {
                if (e.getMessage() == null || e.getMessage().isBlank()) {
                    throw new AssertionError("a refusal that says nothing", e);
                }
            }
        }
    }
}
