// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.time.Instant;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Logs to the standard error stream, one line a record; a stack trace only for what is a bug. */
final class Logging {
    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger OWN = Logger.getLogger("org.crosslayer");

    private Logging() {
    }

    /** @param level error, warn, info or debug */
    static void configure(String level) {
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        Handler handler = new ConsoleHandler();
        handler.setFormatter(new Lines());
        handler.setLevel(Level.ALL);
        ROOT.addHandler(handler);
        // What libraries have to say of a lost connection, this program says in its own words.
        ROOT.setLevel(Level.SEVERE);
        OWN.setLevel(switch (level) {
            case "error" -> Level.SEVERE;
            case "warn" -> Level.WARNING;
            case "debug" -> Level.FINE;
            default -> Level.INFO;
        });
    }

    /** Says a last word: the handlers may be gone already while the JVM shuts down. */
    static void lastWord(String text) {
        System.err.print(new Lines().format(new LogRecord(Level.INFO, text)));
        System.err.flush();
    }

    /** {@code 2026-11-22T20:15:33.120Z INFO  text}. */
    static final class Lines extends Formatter {
        @Override
        public String format(LogRecord logged) {
            StringBuilder line = new StringBuilder();
            // Not String.format: its dates bring in the data of a thousand locales.
            line.append(Instant.ofEpochMilli(logged.getMillis())).append(' ')
                .append(name(logged.getLevel())).append(' ').append(formatMessage(logged));
            if (logged.getThrown() != null) {
                line.append(": ").append(logged.getThrown());
                for (StackTraceElement frame : logged.getThrown().getStackTrace()) {
                    line.append(System.lineSeparator()).append("    at ").append(frame);
                }
            }
            return line.append(System.lineSeparator()).toString();
        }

        private static String name(Level level) {
            if (level.intValue() >= Level.SEVERE.intValue()) {
                return "ERROR";
            }
            if (level.intValue() >= Level.WARNING.intValue()) {
                return "WARN ";
            }
            return level.intValue() >= Level.INFO.intValue() ? "INFO " : "DEBUG";
        }
    }
}
