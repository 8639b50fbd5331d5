// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Next hops by destination, worked out when they are first asked for and kept. Safe from any thread; at worst a
 * table is worked out twice.
 */
final class DestinationTables {

    private final Adjacency adjacency;
    private final boolean[] live;
    private final NextHopCache cache;
    private final AtomicReferenceArray<DestinationTable> byDevice;
    /** For hosts at several devices. */
    private final Map<Attachment, DestinationTable> byPlace = new ConcurrentHashMap<>();

    DestinationTables(Adjacency adjacency, boolean[] live, NextHopCache cache) {
        this.adjacency = adjacency;
        this.live = live;
        this.cache = cache;
        this.byDevice = new AtomicReferenceArray<>(adjacency.outgoing.start.length - 1);
    }

    /** The table of a place of at least one device. */
    DestinationTable towards(Attachment place) {
        int device = place.only();
        if (device == FabricLink.NONE) {
            return byPlace.computeIfAbsent(place, this::table);
        }
        DestinationTable known = byDevice.get(device);
        if (known == null) {
            known = table(place);
            byDevice.set(device, known);
        }
        return known;
    }

    /** How many tables are known. */
    int known() {
        int count = byPlace.size();
        for (int i = 0; i < byDevice.length(); i++) {
            count += byDevice.get(i) == null ? 0 : 1;
        }
        return count;
    }

    /**
     * What is left of these tables after some links have come or gone one by one: those that they make no difference
     * to are the same objects, and those whose distances have changed are missing.
     *
     * @param next  where the result goes; has the links' state after all changes
     * @param steps the changes
     */
    void carryOver(DestinationTables next, Steps steps) {
        for (int i = 0; i < byDevice.length(); i++) {
            DestinationTable table = byDevice.get(i);
            if (table != null) {
                next.byDevice.set(i, steps.after(table));
            }
        }
        byPlace.forEach((place, table) -> {
            DestinationTable after = steps.after(table);
            if (after != null) {
                next.byPlace.put(place, after);
            }
        });
    }

    private DestinationTable table(Attachment place) {
        return DestinationTable.towards(place.devices(), adjacency, live, cache);
    }

    /** What some changes make of one table, null if it has to be worked out anew. */
    interface Steps {
        DestinationTable after(DestinationTable table);
    }
}
