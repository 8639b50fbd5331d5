// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import org.crosslayer.ecmp.FiveTuple;

/**
 * A subflow, live or planned, as it is accounted. Mutable; belongs to one {@link Placement}.
 */
final class PlacedSubflow {

    /** Links of a subflow whose path is not known: it is accounted nowhere. */
    static final int[] UNKNOWN_PATH = {};

    private final FiveTuple tuple;
    /** Links in the direction, or the directions, of the data; those of hosts included. */
    private final int[] links;
    private boolean backup;
    private long accounted;

    PlacedSubflow(FiveTuple tuple, int[] links, boolean backup) {
        this.tuple = tuple;
        this.links = links;
        this.backup = backup;
    }

    FiveTuple tuple() {
        return tuple;
    }

    int[] links() {
        return links;
    }

    boolean backup() {
        return backup;
    }

    void backup(boolean now) {
        backup = now;
    }

    /** Whether it carries data over a path that is known. */
    boolean active() {
        return !backup && links.length > 0;
    }

    /** Accounts so many bits per second in place of those before. */
    void account(LinkLoads loads, long bps) {
        if (bps != accounted) {
            loads.add(links, bps - accounted);
            accounted = bps;
        }
    }

    long accounted() {
        return accounted;
    }
}
