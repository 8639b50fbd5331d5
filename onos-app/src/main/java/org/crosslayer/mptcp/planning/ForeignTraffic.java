// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.fabric.PacketWalk;

/**
 * What the links carry beside the connections that agents report. Where ports are counted, it is what remains of the
 * count. Where they are not, it is concluded from starved subflows: one that has data to send and gets much less than
 * its share is held up by somebody else on one of its links; those on which others get theirs are not it.
 *
 * <p>What lasts for one round only does not count. For one thread.
 */
final class ForeignTraffic {
    /** A conclusion is kept for so long: once the subflow has gone elsewhere, nothing would show it any more. */
    static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** Below this part of its share a subflow is starved, from the other one on it is well. */
    private static final double STARVED = 0.25;
    private static final double WELL = 0.5;
    /** A connection that fills its host's link so far has nothing to gain. */
    private static final double FULL = 0.9;

    private Fabric fabric = Fabric.empty();
    private long[] lastRemainder = new long[0];
    private long[] lastOwn = new long[0];
    private Set<FiveTuple> lastStarved = Set.of();
    /** Until when a link counts as filled by others. */
    private final Map<Integer, Long> filled = new HashMap<>();

    /** One direction of one subflow, with what it carried since the last round. */
    static final class Flow {
        private final FiveTuple packets;
        private final long bps;
        private final boolean held;
        private final long connectionBps;
        private int[] links;

        /**
         * A flow.
         *
         * @param packets       from its sender
         * @param bps           rate
         * @param held          whether its sender has more to send than the network lets it
         * @param connectionBps rate of the whole connection in this direction
         */
        Flow(FiveTuple packets, long bps, boolean held, long connectionBps) {
            this.packets = packets;
            this.bps = bps;
            this.held = held;
            this.connectionBps = connectionBps;
        }
    }

    /**
     * Foreign traffic on every link, bits per second.
     *
     * @param measured  what ports have counted
     * @param flows     what agents have measured
     * @param expected  least that counts as the agents' connections' own, by link: for those that nobody measures
     * @param elsewhere what other nodes account, by link: that is not foreign
     */
    long[] estimate(Fabric current, LinkUtilisation measured, List<Flow> flows, IntToLongFunction expected,
                    IntToLongFunction elsewhere, long nowNanos) {
        if (current != fabric) {
            fabric = current;
            lastRemainder = new long[current.linkCount()];
            filled.clear();
        }
        long[] own = new long[current.linkCount()];
        int[] held = new int[current.linkCount()];
        List<Flow> known = traced(flows);
        for (Flow flow : known) {
            for (int link : flow.links) {
                own[link] += flow.bps;
                held[link] += flow.held ? 1 : 0;
            }
        }
        long[] others = new long[own.length];
        Arrays.setAll(others, elsewhere);
        lastOwn = own;
        conclude(known, own, held, others, nowNanos);
        long[] foreign = new long[own.length];
        for (int link = 0; link < foreign.length; link++) {
            long count = measured.isOf(current) ? measured.bitsPerSecond(link) : LinkUtilisation.UNKNOWN;
            long remainder = Math.max(0, count - others[link] - Math.max(own[link], expected.applyAsLong(link)));
            foreign[link] = count == LinkUtilisation.UNKNOWN
                ? filled.containsKey(link) ? Math.max(0, current.capacityBps(link) - others[link] - own[link]) : 0
                : Math.min(remainder, lastRemainder[link]);
            lastRemainder[link] = remainder;
        }
        return foreign;
    }

    /** What agents have measured of their connections, as of the last estimate; unknown where that is nothing. */
    LinkUtilisation reported() {
        return LinkUtilisation.of(fabric, Arrays.stream(lastOwn).map(bps -> bps == 0 ? LinkUtilisation.UNKNOWN : bps)
            .toArray());
    }

    private List<Flow> traced(List<Flow> flows) {
        List<Flow> known = new ArrayList<>(flows.size());
        PacketWalk walk = null;
        for (Flow flow : flows) {
            if (walk == null) {
                walk = new PacketWalk(fabric, flow.packets);
            } else {
                walk.follow(flow.packets);
            }
            if (walk.walk(flow.packets.sourcePort(), flow.packets.destinationPort())) {
                flow.links = new int[walk.length()];
                for (int i = 0; i < flow.links.length; i++) {
                    flow.links[i] = walk.link(i);
                }
                known.add(flow);
            }
        }
        return known;
    }

    private void conclude(List<Flow> flows, long[] own, int[] held, long[] others, long now) {
        filled.values().removeIf(until -> now - until >= 0);
        Set<FiveTuple> starved = new HashSet<>();
        List<Flow> twice = new ArrayList<>();
        boolean[] well = new boolean[own.length];
        for (Flow flow : flows) {
            double share = share(flow, held, others);
            if (flow.held && flow.bps < STARVED * share && flow.connectionBps < FULL * access(flow)) {
                starved.add(flow.packets);
                if (lastStarved.contains(flow.packets)) {
                    twice.add(flow);
                }
            } else if (flow.bps >= WELL * share) {
                for (int link : flow.links) {
                    well[link] = true;
                }
            }
        }
        lastStarved = starved;
        for (Flow flow : twice) {
            // The hosts' own links are on every path of theirs: there is nothing to be gained by avoiding them.
            for (int i = 1; i < flow.links.length - 1; i++) {
                int link = flow.links[i];
                if (!well[link] && own[link] + others[link] < WELL * fabric.capacityBps(link)) {
                    filled.put(link, now + KEPT_NANOS);
                }
            }
        }
    }

    /** What a flow would get if nobody else were there: its even part of what other nodes leave of a link. */
    private double share(Flow flow, int[] held, long[] others) {
        double share = Double.MAX_VALUE;
        for (int link : flow.links) {
            long left = Math.max(0, fabric.capacityBps(link) - others[link]);
            share = Math.min(share, (double) left / Math.max(1, held[link]));
        }
        return share;
    }

    private long access(Flow flow) {
        return Math.min(fabric.capacityBps(flow.links[0]), fabric.capacityBps(flow.links[flow.links.length - 1]));
    }
}
