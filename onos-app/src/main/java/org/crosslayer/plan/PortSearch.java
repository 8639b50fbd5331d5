// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PacketWalk;
import org.crosslayer.fabric.PathSet;

/**
 * Finds source ports for wanted pairs of paths by tracing one port after the other in both directions and keeping
 * those that hit. All pairs are searched for at once.
 *
 * <p>Expected number of tries: a pair whose paths a random port takes with probability p needs 1/p tries for each
 * candidate, so n candidates n/p, which is n * F * R for F and R equally likely paths and independent hashes.
 * Several pairs are found in the time of the slowest; for 7 pairs out of 8 * 8 and 6 candidates each that is about
 * 700 tries. The search ends after (n + 6 * sqrt(n) + 12) / p tries, when a pair that can be reached at all would
 * have been found but for a chance below 1 in a million, after {@link #MOST_TRIES} and when the range is exhausted.
 */
final class PortSearch {

    /** Tries in one plan; bounds its time to some milliseconds however large the fabric. */
    static final int MOST_TRIES = 20_000;

    private final ConnectionView connection;
    private final PathSet forward;
    private final PathSet reverse;
    private final PacketWalk forwardWalk;
    private final PacketWalk reverseWalk;
    private final int destinationPort;
    /** By forward path * number of reverse paths + reverse path. */
    private final Map<Integer, Candidates> pairs = new LinkedHashMap<>();
    private final boolean[] wantedForward;
    private int missing;
    private int tries;

    PortSearch(Fabric fabric, ConnectionView connection, PathSet forward, PathSet reverse) {
        FiveTuple flow = connection.initial();
        this.connection = connection;
        this.forward = forward;
        this.reverse = reverse;
        this.forwardWalk = new PacketWalk(fabric, flow);
        this.reverseWalk = new PacketWalk(fabric, flow.reversed());
        this.destinationPort = flow.destinationPort();
        this.wantedForward = new boolean[forward.size()];
    }

    /** Asks for so many source ports of a pair. */
    void want(PathPair pair, int ports) {
        candidates(pair.forward(), pair.reverse()).need(ports);
        wantedForward[pair.forward()] = true;
        missing += ports;
    }

    /** Tries ports of a range, beginning at an offset from its first one. */
    void run(PortRange range, int offset) {
        int most = (int) Math.min(budget(), Math.min(MOST_TRIES, range.size()));
        for (tries = 0; tries < most && missing > 0; tries++) {
            attempt(range.first() + (offset + tries) % range.size());
        }
    }

    /** Ports found for a pair. */
    Candidates candidates(int forwardPath, int reversePath) {
        return pairs.computeIfAbsent(forwardPath * reverse.size() + reversePath,
                slot -> new Candidates(forwardPath, reversePath));
    }

    /** Ports found for any pair. */
    Collection<Candidates> found() {
        return pairs.values();
    }

    /** Ports traced. */
    int tries() {
        return tries;
    }

    private void attempt(int port) {
        if (!forwardWalk.walk(port, destinationPort)) {
            return;
        }
        int there = forward.indexOf(forwardWalk);
        if (there < 0 || !wantedForward[there] || !reverseWalk.walk(destinationPort, port)) {
            return;
        }
        int back = reverse.indexOf(reverseWalk);
        if (back < 0 || connection.taken(port)) {
            return;
        }
        if (candidates(there, back).add(port)) {
            missing--;
        }
    }

    private double budget() {
        double most = 0;
        for (Candidates wanted : pairs.values()) {
            int ports = wanted.needed();
            double share = forward.share(wanted.forward()) * reverse.share(wanted.reverse());
            most = Math.max(most, (ports + 6 * Math.sqrt(ports) + 12) / share);
        }
        return Math.ceil(most);
    }
}
