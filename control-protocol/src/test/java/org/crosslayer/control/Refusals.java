// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

/** What a refusal of a message must be: short and of one line, since it goes into a status and a log. */
final class Refusals {
    private static final int MOST = 1000;

    private Refusals() {
    }

    static void check(InvalidMessageException e) {
        String text = e.getMessage();
        if (e.field().isEmpty() || e.reason().isEmpty() || text.length() > MOST
                || text.chars().anyMatch(Character::isISOControl)) {
            throw new AssertionError("a refusal that is no short line: " + text);
        }
    }
}
