// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.subflows;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A range of source ports to draw from.
 *
 * @param first smallest, at least 1
 * @param last largest, at most 65535
 */
public record SourcePorts(int first, int last) {
    /** Well below the range that Linux draws its own from. */
    public static final SourcePorts DEFAULT = new SourcePorts(12_000, 31_999);

    public SourcePorts {
        if (first < 1 || last > 0xffff || first > last) {
            throw new IllegalArgumentException(
                "source ports " + first + "-" + last + " are not FIRST-LAST within 1-65535");
        }
    }

    /** Reads {@code FIRST-LAST}. */
    public static SourcePorts parse(String text) {
        String[] parts = text.trim().split("-", -1);
        try {
            if (parts.length == 2) {
                return new SourcePorts(Integer.parseInt(parts[0].trim()), Integer.parseInt(parts[1].trim()));
            }
        } catch (NumberFormatException e) {
            // answered below, in the same words
        }
        throw new IllegalArgumentException("'" + text + "' is not a range FIRST-LAST of source ports within 1-65535");
    }

    /** Different ports at random, as many as asked for or as there are. */
    public List<Integer> draw(RandomGenerator random, int count) {
        return random.ints(first, last + 1).distinct().limit(Math.min(count, last - first + 1)).boxed().toList();
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
