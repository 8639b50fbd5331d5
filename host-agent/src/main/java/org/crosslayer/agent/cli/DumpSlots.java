// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.crosslayer.agent.mptcp.LocalAddress;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.SubflowSocket;
import org.crosslayer.agent.subflows.OpenResult;
import org.crosslayer.agent.subflows.SlotRefused;
import org.crosslayer.agent.subflows.SubflowSlots;

/**
 * Address ids for a person's commands on one connection: what the kernel shows as used is avoided, and the highest
 * free one is taken, because a running agent counts from the lowest.
 */
final class DumpSlots implements SubflowSlots {
    private static final int LARGEST = 255;
    /** The ids above are the kernel module's. */
    private static final int LAST = 191;

    private final BitSet taken = new BitSet(LARGEST + 1);
    private final Map<SocketEndpoint, Integer> known = new HashMap<>();

    DumpSlots(MptcpSocket connection, PathManager pathManager) {
        taken.set(0);
        for (SubflowSocket subflow : connection.subflows()) {
            learn(connection.token(), subflow.tuple().local(), subflow.localId());
        }
        try {
            for (LocalAddress address : pathManager.addresses(connection.token())) {
                learn(connection.token(), address.endpoint(), address.id());
            }
        } catch (NetlinkException e) {
            // Kernels before 6.9 do not tell: a clash is answered by the next id then.
        }
    }

    @Override
    public Slot claim(int token, SocketEndpoint local, boolean backup) throws SlotRefused {
        Integer id = known.get(local);
        if (id == null || id == 0) {
            id = taken.previousClearBit(LAST);
            if (id < 1) {
                throw new SlotRefused(OpenResult.Status.REFUSED_BY_AGENT,
                    "all 191 address ids that are the agent's have been used on the connection");
            }
            taken.set(id);
        }
        return new Slot(token, local, id);
    }

    @Override
    public void release(Slot slot) {
        // The id stays taken: the kernel may have kept it.
    }

    @Override
    public void mismatched(Slot slot) {
        known.remove(slot.local());
    }

    @Override
    public void learn(int token, SocketEndpoint local, int addressId) {
        taken.set(addressId);
        known.put(local, addressId);
    }
}
