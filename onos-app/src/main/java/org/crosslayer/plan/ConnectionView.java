// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.List;
import java.util.function.IntPredicate;
import org.crosslayer.ecmp.FiveTuple;

/**
 * What the planner has to know of one connection, seen from the host that opened it.
 */
public final class ConnectionView {

    private final FiveTuple initial;
    private final List<FiveTuple> subflows;
    private final long key;
    private final IntPredicate sourcePortTaken;

    /**
     * A connection.
     *
     * @param initial         its initial subflow in the direction of the SYN; new subflows go between the same
     *                        addresses and to the same destination port
     * @param subflows        its live subflows in the direction of their SYN, the initial one included while it lives
     * @param key             any number that differs between connections, such as the token: connections of
     *                        different keys begin the search for ports at different places
     * @param sourcePortTaken says which source ports of the client's address are taken by other subflows
     */
    public ConnectionView(FiveTuple initial, List<FiveTuple> subflows, long key, IntPredicate sourcePortTaken) {
        this.initial = initial;
        this.subflows = List.copyOf(subflows);
        this.key = key;
        this.sourcePortTaken = sourcePortTaken;
    }

    /**
     * A connection that has just been opened and has its host's ports to itself.
     *
     * @param initial its initial subflow in the direction of the SYN
     * @return the connection
     */
    public static ConnectionView opened(FiveTuple initial) {
        return new ConnectionView(initial, List.of(initial), initial.hashCode(), port -> false);
    }

    /**
     * The initial subflow.
     *
     * @return in the direction of the SYN
     */
    public FiveTuple initial() {
        return initial;
    }

    /**
     * The live subflows.
     *
     * @return each in the direction of its SYN
     */
    public List<FiveTuple> subflows() {
        return subflows;
    }

    /**
     * Tells connections apart.
     *
     * @return any number
     */
    public long key() {
        return key;
    }

    /**
     * Whether a source port cannot be used for a new subflow.
     *
     * @param port 1..65535
     * @return true if another subflow of the host or one of this connection's has it
     */
    public boolean taken(int port) {
        // Asked for hundreds of ports in a plan: no stream.
        for (FiveTuple subflow : subflows) {
            if (subflow.sourcePort() == port) {
                return true;
            }
        }
        return sourcePortTaken.test(port);
    }
}
