// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.view.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed wrongly is answered by one line that says what was expected. */
class ArgumentsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "xyz", "0x", "-1", "+1", "0123456789", " 1"})
    void tokenThatIsNone(String text) {
        assertThatThrownBy(() -> ConnectionToken.parse(text)).isInstanceOf(IllegalArgumentException.class)
            .hasMessage("'" + text + "' is not a connection's token, expected 1 to 8 hexadecimal digits");
    }

    @Test
    void tokensAsPeopleWriteThem() {
        assertThat(ConnectionToken.parse("0xBEEF")).hasToString("0000beef");
        assertThat(ConnectionToken.parse("ffffffff").value()).isEqualTo(-1);
    }

    @Test
    void memberOfThePolicyTwice() {
        assertThatThrownBy(() -> PolicySetCommand.changes(List.of("maxSubflows=4", "mode=off", "maxSubflows=")))
            .isInstanceOf(IllegalArgumentException.class).hasMessage("maxSubflows is there twice");
        assertThat(PolicySetCommand.changes(List.of("maxSubflows=4", "mode=off")))
            .hasToString("{\"maxSubflows\":4,\"mode\":\"off\"}");
    }

    @Test
    void partOfAListThatIsNone() {
        assertThatThrownBy(() -> new Query(Map.of(), "", -1, 5)).hasMessage("offset is -1, expected 0 or more");
        assertThatThrownBy(() -> new Query(Map.of(), "", 0, -5)).hasMessage("limit is -5, expected 0 or more");
    }
}
