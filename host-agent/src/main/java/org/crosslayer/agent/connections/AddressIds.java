// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.crosslayer.agent.mptcp.SocketEndpoint;

/**
 * The local address ids of one connection. The kernel binds an id to one (address, port) for the life of the
 * connection, refuses any other pairing with EINVAL, and after a refused create may or may not keep the pairing (it
 * removes the first entry with the address, whatever its port). So an id is never given to a second endpoint, and
 * an endpoint that was tried before gets its id again.
 *
 * <p>Not thread-safe: guarded by the table's lock.
 */
final class AddressIds {
    /** No id is left. */
    static final int NONE = 0;

    /** The ids above are the kernel module's. */
    private static final int LAST = 191;
    private static final int LARGEST = 255;

    private final BitSet taken = new BitSet(LAST + 1);
    private Map<SocketEndpoint, Integer> given = Map.of();

    /** An id for a subflow from this endpoint, or {@link #NONE}. With port 0 (chosen by the kernel) a new one. */
    int claim(SocketEndpoint endpoint) {
        return claim(endpoint, endpoint.port() != 0);
    }

    /** An id to announce this endpoint with, or {@link #NONE}; port 0 stands for the initial subflow's. */
    int claimAnnouncement(SocketEndpoint endpoint) {
        return claim(endpoint, true);
    }

    /** The id that an endpoint has, or {@link #NONE}. */
    int of(SocketEndpoint endpoint) {
        return given.getOrDefault(endpoint, NONE);
    }

    private int claim(SocketEndpoint endpoint, boolean reusable) {
        if (reusable && given.containsKey(endpoint)) {
            return given.get(endpoint);
        }
        int id = taken.nextClearBit(1);
        if (id > LAST) {
            return NONE;
        }
        taken.set(id);
        if (reusable) {
            remember(endpoint, id);
        }
        return id;
    }

    /** The kernel says that the id is not the endpoint's: never offer it again. */
    void refused(SocketEndpoint endpoint, int id) {
        taken.set(id);
        if (!given.isEmpty()) {
            given.remove(endpoint, id);
        }
    }

    /** An id was seen in use, by whomever. */
    void seen(SocketEndpoint endpoint, int id) {
        if (id > 0 && id <= LARGEST) {
            taken.set(id);
            remember(endpoint, id);
        }
    }

    private void remember(SocketEndpoint endpoint, int id) {
        if (given.isEmpty()) {
            given = new HashMap<>(8);
        }
        given.put(endpoint, id);
    }
}
