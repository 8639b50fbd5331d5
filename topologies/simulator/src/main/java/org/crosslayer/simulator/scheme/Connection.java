// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.scheme;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.simulator.traffic.Demand;

/**
 * A Multipath TCP connection with its live subflows.
 */
public final class Connection {

    private final int id;
    private final Demand demand;
    private final FiveTuple initial;
    private final List<Subflow> subflows = new ArrayList<>(4);

    Connection(int id, Demand demand, Subflow initial) {
        this.id = id;
        this.demand = demand;
        this.initial = initial.flow();
        subflows.add(initial);
    }

    /**
     * Tells connections apart.
     *
     * @return a number that no other connection of the run has
     */
    public int id() {
        return id;
    }

    /**
     * Where its data go.
     *
     * @return sender and receiver
     */
    public Demand demand() {
        return demand;
    }

    /**
     * Addresses and ports of its first subflow, which may live no more.
     *
     * @return in the direction of the SYN
     */
    FiveTuple initial() {
        return initial;
    }

    /**
     * Its live subflows, the initial one first for as long as it lives.
     *
     * @return the list itself, for schemes to change
     */
    List<Subflow> live() {
        return subflows;
    }

    /**
     * Number of live subflows, backups included.
     *
     * @return at least 1
     */
    public int subflowCount() {
        return subflows.size();
    }

    /**
     * One of the live subflows.
     *
     * @param index 0..subflowCount()-1
     * @return the subflow
     */
    public Subflow subflow(int index) {
        return subflows.get(index);
    }

    /** The live subflow that has these addresses and ports, null if there is none. */
    Subflow find(FiveTuple flow) {
        for (Subflow subflow : subflows) {
            if (subflow.flow().equals(flow)) {
                return subflow;
            }
        }
        return null;
    }
}
