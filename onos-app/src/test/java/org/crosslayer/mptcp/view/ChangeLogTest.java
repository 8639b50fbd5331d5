// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionToken;
import org.junit.jupiter.api.Test;

class ChangeLogTest {
    private static final long START = 1000;

    private final ChangeLog changes = new ChangeLog(START, 3);

    @Test
    void shouldTellOfEachConnectionOnce() {
        changes.changed(key(1));
        changes.changed(key(2));
        changes.changed(key(1));

        ChangeLog.Changes all = changes.since(START);
        assertThat(all.keys).containsExactly(key(2), key(1));
        assertThat(all.forgotten).isFalse();
        assertThat(changes.since(all.revision).keys).isEmpty();
        changes.changed(key(2));
        assertThat(changes.since(all.revision).keys).containsExactly(key(2));
    }

    @Test
    void shouldTellWhoHasMissedTooMuch() {
        changes.changed(key(1));
        long first = changes.revision();
        for (int i = 2; i <= 4; i++) {
            changes.changed(key(i));
        }

        assertThat(changes.since(START).forgotten).isTrue();
        assertThat(changes.since(first).forgotten).as("what was told then is all that is gone").isFalse();
        assertThat(changes.since(first).keys).containsExactly(key(2), key(3), key(4));
    }

    @Test
    void shouldNotKnowRevisionsOfAnotherTime() {
        assertThat(changes.since(0).forgotten).isTrue();
        assertThat(changes.since(START + 1).forgotten).isTrue();
        assertThat(changes.since(START).forgotten).isFalse();
    }

    @Test
    void shouldTellWhatElseHasChanged() {
        changes.changed(ChangeLog.Topic.POLICY);
        long then = changes.revision();
        changes.changed(ChangeLog.Topic.FABRIC);
        changes.changed(ChangeLog.Topic.FABRIC);

        assertThat(changes.since(START).topics).containsExactly(ChangeLog.Topic.FABRIC, ChangeLog.Topic.POLICY);
        assertThat(changes.since(then).topics).containsExactly(ChangeLog.Topic.FABRIC);
    }

    private static ConnectionKey key(int token) {
        return ConnectionKey.connectionKey(AgentId.agentId("a"), ConnectionToken.token(token));
    }
}
