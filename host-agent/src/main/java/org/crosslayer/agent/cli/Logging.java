// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Logs to the standard error stream, one line a record; a stack trace only for what is a bug. */
public final class Logging {
    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger OWN = Logger.getLogger("org.crosslayer");

    private Logging() {
    }

    /** @param level error, warn, info or debug */
    public static void configure(String level) {
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        Handler handler = new ConsoleHandler();
        handler.setFormatter(new Lines());
        handler.setLevel(Level.ALL);
        ROOT.addHandler(handler);
        // What libraries have to say of a lost connection, this program says in its own words.
        ROOT.setLevel(Level.SEVERE);
        setLevel(level);
    }

    /** @param level error, warn, info or debug */
    static void setLevel(String level) {
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
            appendTime(line, logged.getMillis());
            line.append(' ').append(name(logged.getLevel())).append(' ').append(formatMessage(logged));
            if (logged.getThrown() != null) {
                line.append(": ").append(logged.getThrown());
                for (StackTraceElement frame : logged.getThrown().getStackTrace()) {
                    line.append(System.lineSeparator()).append("    at ").append(frame);
                }
            }
            return line.append(System.lineSeparator()).toString();
        }

        /** Digit by digit: all formatters of the JDK bring in the data of locales, which then stay in memory. */
        private static void appendTime(StringBuilder line, long millis) {
            int ofSecond = (int) Math.floorMod(millis, 1000L);
            LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000L), 0, ZoneOffset.UTC);
            line.append(time.toLocalDate()).append('T');
            appendPadded(line, time.getHour(), 10).append(':');
            appendPadded(line, time.getMinute(), 10).append(':');
            appendPadded(line, time.getSecond(), 10).append('.');
            appendPadded(line, ofSecond, 100).append('Z');
        }

        private static StringBuilder appendPadded(StringBuilder line, int value, int firstUnit) {
            for (int least = firstUnit; value < least && least > 1; least /= 10) {
                line.append('0');
            }
            return line.append(value);
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
