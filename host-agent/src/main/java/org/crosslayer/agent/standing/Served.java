// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

/**
 * What came of a plan for one connection.
 *
 * @param opened subflows that the kernel sent a SYN for
 * @param wanted whether there was a path beside the one of the first subflow
 * @param ended the connection has ended or is about to: nothing is missing
 * @param errno of the last subflow that was refused, 0 if none was or if it is not known
 * @param message for people; empty if no subflow was refused
 */
record Served(int opened, boolean wanted, boolean ended, int errno, String message) {
    /** The plan was in force when the connection was established, and is not any more. */
    static Served withdrawn() {
        return new Served(0, true, false, 0, "the plan was withdrawn meanwhile");
    }

    /** Nobody gives the connection its subflows, though it could have some. */
    boolean failed() {
        return wanted && opened == 0 && !ended;
    }
}
