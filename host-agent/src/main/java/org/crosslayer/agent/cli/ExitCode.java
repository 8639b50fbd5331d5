// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

/** The exit codes of all verbs. */
final class ExitCode {
    static final int DONE = 0;
    /** The kernel refused, or something failed on the way. */
    static final int FAILED = 1;
    /** Wrong flags or configuration. */
    static final int USAGE = 2;
    /** The kernel lacks something that is needed, or a privilege is missing. */
    static final int NOT_SUPPORTED = 3;
    /** No such connection or subflow. */
    static final int NOT_FOUND = 4;

    private ExitCode() {
    }
}
