// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** SIGUSR1 switches the log to debug, and back to what it was: a running daemon may be looked into. */
final class LogLevelSignal {
    private static final Logger LOG = LoggerFactory.getLogger(LogLevelSignal.class);
    private static final String DEBUG = "debug";

    private final String usual;
    private boolean debugging;

    private LogLevelSignal(String usual) {
        this.usual = usual;
    }

    /** @param usual level to come back to */
    static void listen(String usual) {
        LogLevelSignal level = new LogLevelSignal(usual);
        Signal.handle(new Signal("USR1"), signal -> level.toggle());
    }

    private synchronized void toggle() {
        debugging = !debugging;
        String level = debugging ? DEBUG : usual;
        Logging.setLevel(level);
        LOG.info("log level {} (SIGUSR1)", level);
    }
}
