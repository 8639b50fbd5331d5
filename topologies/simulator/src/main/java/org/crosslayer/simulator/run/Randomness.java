// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.run;

import java.util.SplittableRandom;

/**
 * Sources of chance for everything in a run, made from its seed alone, so that all schemes of one seed meet the same
 * network, traffic, initial source ports and faults.
 */
final class Randomness {

    private final long network;
    private final long traffic;
    private final long ports;
    private final long faults;
    private final long scheme;

    Randomness(long seed) {
        SplittableRandom root = new SplittableRandom(seed);
        network = root.nextLong();
        traffic = root.nextLong();
        ports = root.nextLong();
        faults = root.nextLong();
        scheme = root.nextLong();
    }

    SplittableRandom network() {
        return new SplittableRandom(network);
    }

    SplittableRandom traffic() {
        return new SplittableRandom(traffic);
    }

    /** For the initial source port of one connection. */
    SplittableRandom port(int connection) {
        return new SplittableRandom(ports + connection);
    }

    /** For the hosts of one connection that comes and goes. */
    SplittableRandom hosts(int connection) {
        return new SplittableRandom(traffic + 1 + connection);
    }

    SplittableRandom faults() {
        return new SplittableRandom(faults);
    }

    SplittableRandom scheme() {
        return new SplittableRandom(scheme);
    }
}
