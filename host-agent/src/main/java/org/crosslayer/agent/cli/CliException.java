// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

/** Ends a verb with one line (or one line per cause) for the user, and an exit code. */
final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CliException(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
