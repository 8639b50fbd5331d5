// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

/** A user's mistake is told in one line. */
final class OneLine {
    private OneLine() {
    }

    static void check(ConfigException e) {
        if (e.getMessage() == null || e.getMessage().isBlank() || e.getMessage().lines().count() != 1) {
            throw new AssertionError("not one line: " + e.getMessage(), e);
        }
    }
}
