// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.crosslayer.agent.mptcp.ConnectionName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log's lines about a connection can be found by agent and token, as in ONOS's log. */
class ConnectionNameTest {
    private final Logger logger = Logger.getLogger(KernelFollower.class.getName());
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        private final Formatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord logged) {
            lines.add(formatter.formatMessage(logged));
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void listen() {
        ConnectionName.setAgent("client");
        handler.setLevel(Level.ALL);
        logger.addHandler(handler);
        logger.setLevel(Level.FINE);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(handler);
        logger.setLevel(null);
    }

    @Test
    void shouldHaveEightDigits() {
        assertThat(ConnectionName.of(0x7be1c0de)).isEqualTo("client/7be1c0de");
        assertThat(ConnectionName.of(0xf00)).isEqualTo("client/00000f00");
        assertThat(ConnectionName.of(-1)).isEqualTo("client/ffffffff");
    }

    @Test
    void shouldBeginLinesOfEvents() {
        KernelFollower follower = new KernelFollower(new ConnectionTable(10), null, end -> { });

        follower.onEvent(Samples.created(), 1);
        follower.onEvent(Samples.established(), 2);

        assertThat(lines).hasSize(2).allMatch(line -> line.startsWith("client/3f2a9c01: "));
    }
}
