// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The few numbers that a plan keeps of how it came about, to be put into words if somebody asks.
 */
final class PlanNotes implements Supplier<List<String>> {

    /** Why no further subflow was added. */
    enum End {
        /** The rest was not worth one. */
        ENOUGH("no further subflow: what would be gained is below gainThreshold %2$s"),
        /** The best path was not worth it. */
        NO_GAIN("no further subflow: over the best path that was found it would gain less than gainThreshold %2$s"),
        /** Smaller parts than these fill the network no better. */
        SMALL_PARTS("no further subflow: the connection is in as many parts as help to fill the links"),
        /** The policy's limit. */
        MOST_SUBFLOWS("no further subflow: maxSubflows is %1$d"),
        /** No source port was left. */
        NO_PORT("no further subflow: all source ports of %3$s are taken or lead nowhere");

        private final String format;

        End(String format) {
            this.format = format;
        }
    }

    private final PlannerPolicy policy;
    private final DataDirection direction;
    private final long rate;
    private final int before;
    private final double[] passing;
    private int added;
    private int tried;
    private End end;

    PlanNotes(PlacedConnection connection, PlannerPolicy policy) {
        this.policy = policy;
        this.direction = connection.direction();
        this.rate = connection.rate();
        this.before = connection.subflows().size();
        this.passing = new double[1 + Math.max(0, policy.maxSubflows() - before)];
    }

    void passing(double bps) {
        passing[0] = bps;
    }

    void added(double bps) {
        passing[++added] = bps;
    }

    void end(End why) {
        end = why;
    }

    void tried(int ports) {
        tried = ports;
    }

    @Override
    public List<String> get() {
        List<String> lines = new ArrayList<>();
        lines.add("data goes " + direction.name().toLowerCase(Locale.ROOT) + ", expected rate " + bits(rate)
                + "; the " + before + " live subflows get " + bits(passing[0]) + " of it through");
        for (int i = 1; i <= added; i++) {
            lines.add("subflow " + (before + i) + " over the path with the most to spare: " + bits(passing[i]));
        }
        lines.add(String.format(Locale.ROOT, end.format, policy.maxSubflows(), policy.gainThreshold(),
                policy.sourcePorts()));
        lines.add("traced " + tried + " source ports of " + policy.sourcePorts());
        return lines;
    }

    static String bits(double bps) {
        return String.format(Locale.ROOT, "%.1f Mbit/s", bps / 1e6);
    }
}
