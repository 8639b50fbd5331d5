// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.NextHopGroup;

/**
 * The routes of a device that does not simply follow the shortest paths: the longest prefix wins. Immutable.
 */
final class RouteTable {

    private final List<Route> routes;
    private final EcmpHash hash;
    /** One for each family and length of prefix that is there, the longest first. */
    private final SameLength[] lengths;

    /**
     * A table.
     *
     * @param routes as they are configured; of two with one prefix, the first counts
     * @param hash   of the device; null if it is not known
     * @param live   the live link of a port of the device, NONE if there is none
     */
    RouteTable(List<Route> routes, EcmpHash hash, LiveLink live) {
        this.routes = routes;
        this.hash = hash;
        Map<Integer, List<Entry>> byLength = new LinkedHashMap<>();
        List<Route> longestFirst = new ArrayList<>(routes);
        longestFirst.sort(Comparator.comparingInt(route -> -route.length));
        for (Route route : longestFirst) {
            byLength.computeIfAbsent(2 * route.length + (route.prefix.ipv6() ? 1 : 0), key -> new ArrayList<>())
                    .add(new Entry(route.prefix, nextHops(route, live)));
        }
        lengths = byLength.entrySet().stream().map(entry -> new SameLength(entry.getKey() / 2, entry.getValue()))
                .toArray(SameLength[]::new);
    }

    /** The same routes where other links are live. */
    RouteTable with(LiveLink live) {
        return new RouteTable(routes, hash, live);
    }

    /** Next hops for a destination, null without a route or without a live next hop. Allocates nothing. */
    NextHops lookup(Address destination) {
        for (SameLength same : lengths) {
            Entry entry = same.find(destination);
            if (entry != null) {
                return entry.nextHops;
            }
        }
        return null;
    }

    private NextHops nextHops(Route route, LiveLink live) {
        int[] links = Arrays.stream(route.ports).mapToInt(live::at).toArray();
        int[] positions = IntStream.range(0, links.length).filter(i -> links[i] != FabricLink.NONE).toArray();
        if (positions.length == 0) {
            return null;
        }
        return new NextHops(IntStream.of(positions).map(i -> links[i]).toArray(), route.group.surviving(positions),
                route.modelled ? hash : null);
    }

    /** Which link a port has. */
    interface LiveLink {
        int at(long port);
    }

    /** A route as it was given. */
    static final class Route {
        private final Address prefix;
        private final int length;
        private final long[] ports;
        private final NextHopGroup group;
        private final boolean modelled;

        /** The hash is left aside if it does not know such groups. */
        Route(Address prefix, int length, long[] ports, NextHopGroup group, boolean modelled) {
            this.prefix = prefix;
            this.length = length;
            this.ports = ports;
            this.group = group;
            this.modelled = modelled;
        }
    }

    /** A prefix with its live next hops; null if all are dead, and the route then drops what it matches. */
    private static final class Entry {
        private final Address prefix;
        private final NextHops nextHops;

        Entry(Address prefix, NextHops nextHops) {
            this.prefix = prefix;
            this.nextHops = nextHops;
        }
    }

    /** Prefixes of one family and length, by hash of their bits. */
    private static final class SameLength {
        private final int length;
        private final Entry[] slots;

        SameLength(int length, List<Entry> entries) {
            this.length = length;
            this.slots = new Entry[Integer.highestOneBit(entries.size()) << 2];
            for (Entry entry : entries) {
                int slot = slot(entry.prefix);
                if (slots[slot] == null) {
                    slots[slot] = entry;
                }
            }
        }

        Entry find(Address address) {
            // Addresses of the other family share no prefix, so they find a free slot.
            return slots[slot(address)];
        }

        /** Where the prefix of an address is, or would be. */
        private int slot(Address address) {
            int slot = hash(address) & slots.length - 1;
            while (slots[slot] != null && !slots[slot].prefix.sharesPrefix(address, length)) {
                slot = slot + 1 & slots.length - 1;
            }
            return slot;
        }

        private int hash(Address address) {
            int low = address.ipv6() ? Math.max(0, length - Long.SIZE) : length + Integer.SIZE;
            long bits = mask(address.low(), low);
            if (address.ipv6()) {
                bits = bits * 0x9e3779b97f4a7c15L + mask(address.high(), Math.min(length, Long.SIZE));
            }
            long mixed = bits * 0xbf58476d1ce4e5b9L;
            return (int) (mixed >>> Integer.SIZE);
        }

        private static long mask(long bits, int length) {
            return length == 0 ? 0 : bits & -1L << Long.SIZE - length;
        }
    }
}
