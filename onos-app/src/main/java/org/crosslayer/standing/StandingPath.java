// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.standing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosslayer.fabric.TracedPath;

/**
 * One path of a standing plan, and the source ports that lead onto it.
 */
public final class StandingPath {

    private final TracedPath forward;
    private final TracedPath reverse;
    private final int[] ports;

    StandingPath(TracedPath forward, TracedPath reverse, int[] ports) {
        this.forward = forward;
        this.reverse = reverse;
        this.ports = ports;
    }

    /**
     * Path of the packets that the client sends.
     *
     * @return that of all ports of the pool where it counts; that of the first one where only the way back does
     */
    public TracedPath forward() {
        return forward;
    }

    /**
     * Path of the packets that the server sends.
     *
     * @return that of all ports of the pool where it counts; that of the first one where only the way there does
     */
    public TracedPath reverse() {
        return reverse;
    }

    /**
     * The pool.
     *
     * @return source ports, each once
     */
    public List<Integer> ports() {
        return IntStream.of(ports).boxed().collect(Collectors.toUnmodifiableList());
    }

    /**
     * Whether a port is in the pool.
     *
     * @param port source port
     * @return true if it is
     */
    public boolean has(int port) {
        return IntStream.of(ports).anyMatch(own -> own == port);
    }

    int[] pool() {
        return ports;
    }

    /** Whether both lead over the same links and have the same pool; labels, as fabrics may number links anew. */
    boolean same(StandingPath other) {
        return forward.label().equals(other.forward.label()) && reverse.label().equals(other.reverse.label())
                && Arrays.equals(ports, other.ports);
    }

    @Override
    public String toString() {
        return forward.label() + " | " + reverse.label() + " with " + ports.length + " ports";
    }
}
