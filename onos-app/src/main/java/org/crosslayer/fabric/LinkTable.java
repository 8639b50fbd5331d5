// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Arrays;

/**
 * All links of a fabric in flat arrays by link index: 166,000 of them are then a few megabytes, and a snapshot in
 * which one has changed copies only the array that it differs in. Immutable once it is in a fabric.
 */
final class LinkTable {

    /** Device at either end, NONE for a host. */
    final int[] source;
    final int[] destination;
    final long[] sourcePort;
    final long[] destinationPort;
    /** Host at one end, NONE between devices. */
    final int[] host;
    /** The other direction of the cable, NONE if there is none. */
    final int[] reverse;
    /** Bits per second, 0 if not known. */
    final long[] rate;
    final boolean[] live;
    private final long rateOfUnknown;
    private final int liveCount;

    private LinkTable(int[] source, int[] destination, long[] sourcePort, long[] destinationPort, int[] host,
                      int[] reverse, long[] rate, boolean[] live) {
        this.source = source;
        this.destination = destination;
        this.sourcePort = sourcePort;
        this.destinationPort = destinationPort;
        this.host = host;
        this.reverse = reverse;
        this.rate = rate;
        this.live = live;
        long highest = 0;
        int count = 0;
        for (int i = 0; i < rate.length; i++) {
            if (live[i]) {
                highest = Math.max(highest, rate[i]);
                count++;
            }
        }
        this.liveCount = count;
        this.rateOfUnknown = highest > 0 ? highest : Fabric.DEFAULT_RATE_BPS;
    }

    int count() {
        return source.length;
    }

    /** Number of live links. */
    int liveCount() {
        return liveCount;
    }

    /** What a link of unknown rate counts as. */
    long rateOfUnknown() {
        return rateOfUnknown;
    }

    /** The same links with other rates or others of them live. */
    LinkTable with(long[] otherRate, boolean[] otherLive) {
        return new LinkTable(source, destination, sourcePort, destinationPort, host, reverse, otherRate, otherLive);
    }

    /** Links that can be added to. */
    static final class Builder {
        private int count;
        private int[] source;
        private int[] destination;
        private long[] sourcePort;
        private long[] destinationPort;
        private int[] host;
        private int[] reverse;
        private long[] rate;
        private boolean[] live;

        Builder(int expected) {
            source = new int[expected];
            destination = new int[expected];
            sourcePort = new long[expected];
            destinationPort = new long[expected];
            host = new int[expected];
            reverse = new int[expected];
            rate = new long[expected];
            live = new boolean[expected];
        }

        /** Begins with the links of a fabric; they keep their numbers. */
        Builder(LinkTable links, int further) {
            count = links.count();
            int size = count + further;
            source = Arrays.copyOf(links.source, size);
            destination = Arrays.copyOf(links.destination, size);
            sourcePort = Arrays.copyOf(links.sourcePort, size);
            destinationPort = Arrays.copyOf(links.destinationPort, size);
            host = Arrays.copyOf(links.host, size);
            reverse = Arrays.copyOf(links.reverse, size);
            rate = Arrays.copyOf(links.rate, size);
            live = Arrays.copyOf(links.live, size);
        }

        /** Adds a live link and returns its number. */
        int between(int fromDevice, long fromPort, int toDevice, long toPort, long rateBps) {
            return add(fromDevice, fromPort, toDevice, toPort, FabricLink.NONE, rateBps);
        }

        /** Adds both links of a live port that a host is attached at; returns the one from the host. */
        int attachment(int device, long port, int ofHost, long rateBps) {
            int up = add(FabricLink.NONE, 0, device, port, ofHost, rateBps);
            int down = add(device, port, FabricLink.NONE, 0, ofHost, rateBps);
            reverse[up] = down;
            reverse[down] = up;
            return up;
        }

        /** Says that two links are the directions of one cable. */
        void pair(int one, int other) {
            reverse[one] = other;
            reverse[other] = one;
        }

        /** The link carries nothing. */
        void down(int link) {
            live[link] = false;
        }

        int count() {
            return count;
        }

        int destination(int link) {
            return destination[link];
        }

        long destinationPort(int link) {
            return destinationPort[link];
        }

        int source(int link) {
            return source[link];
        }

        long sourcePort(int link) {
            return sourcePort[link];
        }

        LinkTable build() {
            return count == source.length
                    ? new LinkTable(source, destination, sourcePort, destinationPort, host, reverse, rate, live)
                    : new LinkTable(Arrays.copyOf(source, count), Arrays.copyOf(destination, count),
                            Arrays.copyOf(sourcePort, count), Arrays.copyOf(destinationPort, count),
                            Arrays.copyOf(host, count), Arrays.copyOf(reverse, count), Arrays.copyOf(rate, count),
                            Arrays.copyOf(live, count));
        }

        private int add(int from, long fromPort, int to, long toPort, int ofHost, long rateBps) {
            if (count == source.length) {
                grow();
            }
            source[count] = from;
            destination[count] = to;
            sourcePort[count] = fromPort;
            destinationPort[count] = toPort;
            host[count] = ofHost;
            reverse[count] = FabricLink.NONE;
            rate[count] = rateBps;
            live[count] = true;
            return count++;
        }

        private void grow() {
            int size = count + count / 2 + 16;
            source = Arrays.copyOf(source, size);
            destination = Arrays.copyOf(destination, size);
            sourcePort = Arrays.copyOf(sourcePort, size);
            destinationPort = Arrays.copyOf(destinationPort, size);
            host = Arrays.copyOf(host, size);
            reverse = Arrays.copyOf(reverse, size);
            rate = Arrays.copyOf(rate, size);
            live = Arrays.copyOf(live, size);
        }
    }
}
