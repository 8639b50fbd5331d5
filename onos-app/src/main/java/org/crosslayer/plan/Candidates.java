// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Source ports that lead to one pair of paths. Belongs to one plan.
 */
final class Candidates {

    private final int forward;
    private final int reverse;
    private final List<Integer> ports = new ArrayList<>();
    /** Ports that may be refused: taken where there are too few others. */
    private final List<Integer> spared = new ArrayList<>(0);
    /** Ports beyond the need, which may be in use. */
    private final List<Integer> others = new ArrayList<>(0);
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

    void add(int port) {
        ports.add(port);
    }

    /** Keeps a port beyond the need, unless there are so many. */
    void addOther(int port, int most) {
        if (ports.size() + others.size() < most) {
            others.add(port);
        }
    }

    /** Adds those beyond the need that fulfil a condition. */
    void takeOthers(IntPredicate usable) {
        others.stream().filter(usable::test).forEach(ports::add);
        others.clear();
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
