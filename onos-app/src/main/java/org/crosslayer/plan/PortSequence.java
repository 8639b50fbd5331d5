// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.SplittableRandom;

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
        SplittableRandom random = new SplittableRandom(key);
        this.range = range;
        this.start = random.nextInt(range.size());
        int drawn = 1 + random.nextInt(range.size());
        while (commonDivisor(drawn, range.size()) != 1) {
            drawn++;
        }
        this.step = drawn;
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

    private static int commonDivisor(int one, int other) {
        return other == 0 ? one : commonDivisor(other, one % other);
    }

    @Override
    public String toString() {
        return range + " from " + port(0) + " by " + step;
    }
}
