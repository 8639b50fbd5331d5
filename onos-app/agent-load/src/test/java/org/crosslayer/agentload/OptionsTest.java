// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void shouldNameMistakesInOneLine() {
        assertThat(error("--agents", "1")).isEqualTo("./crosslayer benchmark agents: error: --agents is 1, expected "
            + "2 to 100000 (see ./crosslayer benchmark agents --help)");
        assertThat(error("--agents", "many")).hasLineCount(1).contains("'--agents'");
        assertThat(error("--agent", "5")).hasLineCount(1).contains("--agent");
        assertThat(error("--topology", "fat-tree:5")).hasLineCount(1).contains("fat-tree:5");
    }

    @Test
    void shouldNotBeginWithMoreAgentsThanThereIsRoomFor() {
        assertThat(error("--topology", "fat-tree:4", "--agents", "257")).contains(
            "--topology fat-tree:4 has 16 hosts with room for 16 agents each, --agents asks for 257");
    }

    private static String error(String... words) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(LoadCommand.run(words)).isEqualTo(2);
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8).strip();
    }
}
