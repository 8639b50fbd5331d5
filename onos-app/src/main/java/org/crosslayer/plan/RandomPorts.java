// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.crosslayer.fabric.TracedPath;

/**
 * Source ports that count on luck, for connections whose paths are not known.
 */
final class RandomPorts {

    private RandomPorts() {
    }

    /** So many subflows, each with its own candidates; fewer if the range has no more free ports. */
    static List<PlannedPath> paths(ConnectionView connection, PlannerPolicy policy, int count,
                                   TracedPath forward, TracedPath reverse) {
        PortRange range = policy.sourcePorts();
        SplittableRandom random = new SplittableRandom(connection.seed());
        Set<Integer> drawn = new HashSet<>();
        List<PlannedPath> paths = new ArrayList<>();
        while (paths.size() < count) {
            List<Integer> ports = new ArrayList<>();
            while (ports.size() < policy.candidatePorts() && drawn.size() < range.size()) {
                int port = range.first() + random.nextInt(range.size());
                boolean scarce = drawn.size() > range.size() / 2;
                if (drawn.add(port) && !connection.taken(port) && (scarce || !connection.spared(port))) {
                    ports.add(port);
                }
            }
            if (ports.isEmpty()) {
                return paths;
            }
            paths.add(new PlannedPath(forward, reverse, ports, false));
        }
        return paths;
    }
}
