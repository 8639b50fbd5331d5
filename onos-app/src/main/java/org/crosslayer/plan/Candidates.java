// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Source ports that lead to one pair of paths. Belongs to one plan.
 */
final class Candidates {

    private final int forward;
    private final int reverse;
    private final List<Integer> ports = new ArrayList<>();
    /** Ports that may be refused: taken where there are too few others. */
    private final List<Integer> spared = new ArrayList<>(0);
    private int needed;
    private int taken;

    Candidates(int forward, int reverse) {
        this.forward = forward;
        this.reverse = reverse;
    }

    int forward() {
        return forward;
    }

    int reverse() {
        return reverse;
    }

    void need(int more) {
        needed += more;
    }

    int needed() {
        return needed;
    }

    /** Adds a port; says whether it was still needed. */
    boolean add(int port) {
        ports.add(port);
        return ports.size() <= needed;
    }

    /** Adds a port to fall back upon. */
    void addSpared(int port) {
        if (spared.size() < needed) {
            spared.add(port);
        }
    }

    /** Makes up for what is missing, as far as there are ports to fall back upon. */
    void fillUp() {
        int missing = Math.min(needed - ports.size(), spared.size());
        if (missing > 0) {
            ports.addAll(spared.subList(0, missing));
        }
    }

    /** Ports not taken yet. */
    int left() {
        return ports.size() - taken;
    }

    /** Takes at most so many ports out. */
    List<Integer> take(int most) {
        int from = taken;
        taken += Math.min(most, left());
        return ports.subList(from, taken);
    }
}
