// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.sockdiag;

/** State of a TCP or MPTCP socket, in the kernel's order. */
public enum SocketState {
    UNKNOWN, ESTABLISHED, SYN_SENT, SYN_RECEIVED, FIN_WAIT_1, FIN_WAIT_2, TIME_WAIT, CLOSE, CLOSE_WAIT, LAST_ACK,
    LISTEN, CLOSING, NEW_SYN_RECEIVED;

    private static final SocketState[] STATES = values();

    /** The state with the kernel's number (TCP_ESTABLISHED is 1); UNKNOWN for one that is not listed. */
    public static SocketState of(int number) {
        return number > 0 && number < STATES.length ? STATES[number] : UNKNOWN;
    }
}
