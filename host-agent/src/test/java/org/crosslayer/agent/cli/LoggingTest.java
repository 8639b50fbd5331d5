// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggingTest {
    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T20:15:33.120Z", "2026-01-02T03:04:05.006Z", "2024-02-29T00:00:00.000Z",
        "1969-12-31T23:59:59.050Z"})
    void shouldWriteTheTimeToTheMillisecondInUtc(String time) {
        LogRecord logged = new LogRecord(Level.WARNING, "a {0}");
        logged.setParameters(new Object[] {"word"});
        logged.setInstant(Instant.parse(time));
        assertThat(new Logging.Lines().format(logged)).isEqualTo(time + " WARN  a word" + System.lineSeparator());
    }
}
