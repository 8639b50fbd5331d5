// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import java.util.Objects;

/**
 * What a subflow event tells.
 *
 * @param tuple both ends
 * @param localId address id of the local end, 0..255
 * @param remoteId address id of the remote end, 0..255
 * @param backup whether the subflow is for backup, as the kernel reports it: the peer's wish (MP_PRIO or the B bit
 *     of its MP_JOIN); the own wish is known to whoever asked for it, and to {@code sockdiag}
 * @param interfaceIndex interface that the subflow's socket is bound to, 0 if none
 * @param error positive errno of the subflow's socket, 0 if none. The kernel gives it only while the connection
 *     itself is established
 * @param timeout as in the UAPI; no kernel up to 6.18 sends it: 0
 */
public record SubflowDetails(FourTuple tuple, int localId, int remoteId, boolean backup, int interfaceIndex,
                             int error, int timeout) {
    public SubflowDetails {
        Objects.requireNonNull(tuple, "tuple");
    }
}
