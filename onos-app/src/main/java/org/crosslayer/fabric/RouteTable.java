// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.crosslayer.ecmp.Address;

/**
 * The routes of a device that does not simply follow the shortest paths: the longest prefix wins.
 */
final class RouteTable {

    private final List<Entry> entries;

    RouteTable(List<Entry> routes) {
        entries = new ArrayList<>(routes);
        entries.sort(Comparator.comparingInt(entry -> -entry.length));
    }

    /** Next hops for a destination, null without a route or without a live next hop. */
    NextHops lookup(Address destination) {
        for (Entry entry : entries) {
            if (entry.prefix.sharesPrefix(destination, entry.length)) {
                return entry.nextHops;
            }
        }
        return null;
    }

    /** One route; the next hops are null if all are dead, and the route then drops what it matches. */
    static final class Entry {
        private final Address prefix;
        private final int length;
        private final NextHops nextHops;

        Entry(Address prefix, int length, NextHops nextHops) {
            this.prefix = prefix;
            this.length = length;
            this.nextHops = nextHops;
        }
    }
}
