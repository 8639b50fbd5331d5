// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

/**
 * The order in which one connection tries the ports of a range: each port once, with a start and a step of the
 * connection's own. Two connections that meet at one port part at the next, so that ports which earlier connections
 * have left in TIME_WAIT are not met in a row.
 */
final class PortSequence {

    private final PortRange range;
    private final int start;
    private final int step;

    /**
     * The order for one connection.
     *
     * @param range the ports
     * @param key   a value that differs between connections
     */
    PortSequence(PortRange range, long key) {
        long mixed = mix(key);
        this.range = range;
        this.start = (int) ((mixed >>> 33) % range.size());
        this.step = step(range.size(), mixed);
    }

    /**
     * One port.
     *
     * @param position 0..size of the range - 1
     * @return a port that no other position has
     */
    int port(int position) {
        return range.first() + (int) ((start + (long) position * step) % range.size());
    }

    /** Spreads keys that differ little over all numbers. */
    static long mix(long key) {
        long mixed = (key + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 31) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 29;
    }

    /** A step that comes by every port of a range of that size. */
    static int step(int size, long mixed) {
        int drawn = 1 + (int) ((mixed & Integer.MAX_VALUE) % size);
        while (commonDivisor(drawn, size) != 1) {
            drawn++;
        }
        return drawn;
    }

    private static int commonDivisor(int one, int other) {
        return other == 0 ? one : commonDivisor(other, one % other);
    }

    @Override
    public String toString() {
        return range + " from " + port(0) + " by " + step;
    }
}
