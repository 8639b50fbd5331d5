// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

/**
 * What one check has found.
 *
 * @param check its name, such as {@code certificate}
 * @param text what is so
 * @param advice what to do; empty if nothing
 */
public record Finding(State state, String check, String text, String advice) {
    /** How it is. */
    public enum State {
        OK("ok"), WARNING("warning"), FAILED("failed"), UNKNOWN("not checkable");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** For people and JSON. */
        public String words() {
            return words;
        }
    }

    /** One line. */
    @Override
    public String toString() {
        return String.format("%-13s  %-12s  %s%s", state.words, check, text, advice.isEmpty() ? "" : ": " + advice);
    }
}
