// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.subflows;

import org.crosslayer.agent.mptcp.SocketEndpoint;

/** Gives the address ids that new subflows need, and keeps count of the subflows. */
public interface SubflowSlots {
    /** A place for one subflow: the local endpoint and the address id that stands for it. */
    record Slot(int token, SocketEndpoint local, int addressId) {
    }

    /**
     * A slot for a subflow from this endpoint.
     *
     * @param backup what the subflow is asked for as: the kernel's events tell only what the peer wants
     * @throws SlotRefused if there is none
     */
    Slot claim(int token, SocketEndpoint local, boolean backup) throws SlotRefused;

    /** The create failed: the subflow does not count. The id stays with the endpoint. */
    void release(Slot slot);

    /** The kernel holds the id, or the endpoint, for another one: this pairing is not offered again. */
    void mismatched(Slot slot);

    /** The kernel holds this endpoint under this id. */
    void learn(int token, SocketEndpoint local, int addressId);
}
