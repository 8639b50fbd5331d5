// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.subflows;

/**
 * What became of a {@link SubflowRequest}.
 *
 * @param errno positive errno of the last attempt, 0 if there was none
 * @param message for people: why not; empty if it was done
 * @param sourcePort that was taken, 0 if none or if the kernel chose
 * @param addressId local address id that was used, 0 if none
 * @param candidatesInUse source ports that were refused with EADDRINUSE
 * @param answeredNanos {@link System#nanoTime()} after the kernel's last answer
 */
public record OpenResult(Status status, int errno, String message, int sourcePort, int addressId,
                         int candidatesInUse, long answeredNanos) {
    /** Kinds of results. */
    public enum Status {
        /** The SYN is out. */
        DONE,
        /** All candidate source ports were in use. */
        PORTS_IN_USE,
        /** The kernel refused for another reason. */
        REFUSED_BY_KERNEL,
        /** Beyond a limit of this agent. */
        REFUSED_BY_AGENT,
        /** The connection is not (yet) established. */
        NOT_ESTABLISHED,
        /** There is no such connection (any more). */
        UNKNOWN_CONNECTION
    }

    public boolean isDone() {
        return status == Status.DONE;
    }

    /** Beyond a limit of this agent. */
    public static OpenResult refused(String message) {
        return refused(Status.REFUSED_BY_AGENT, message, 0);
    }

    static OpenResult refused(Status status, String message, int inUse) {
        return new OpenResult(status, 0, message, 0, 0, inUse, System.nanoTime());
    }
}
