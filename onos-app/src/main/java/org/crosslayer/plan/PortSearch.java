// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    /** By forward and reverse path; rows only for forward paths that are wanted. */
    private final Candidates[][] pairs;
    private int missing;
    private int wantedPorts;
    private int tries;

    PortSearch(Fabric fabric, ConnectionView connection, PathSet forward, PathSet reverse) {
        FiveTuple flow = connection.initial();
        this.connection = connection;
        this.forward = forward;
        this.reverse = reverse;
        this.forwardWalk = new PacketWalk(fabric, flow);
        this.reverseWalk = new PacketWalk(fabric, flow.reversed());
        this.destinationPort = flow.destinationPort();
        this.pairs = new Candidates[forward.size()][];
    }

    /** Asks for so many source ports of a pair. */
    void want(PathPair pair, int ports) {
        if (pairs[pair.forward()] == null) {
            pairs[pair.forward()] = new Candidates[reverse.size()];
        }
        candidates(pair.forward(), pair.reverse()).need(ports);
        missing += ports;
        wantedPorts += ports;
    }

    /** Tries the first ports of a sequence, at most so many. */
    void run(PortSequence ports, int available) {
        int most = (int) Math.min(budget(), Math.min(MOST_TRIES, available));
        for (tries = 0; tries < most && missing > 0; tries++) {
            attempt(ports.port(tries));
        }
        found().forEach(Candidates::fillUp);
    }

    /** Ports found for a pair whose forward path is wanted. */
    Candidates candidates(int forwardPath, int reversePath) {
        Candidates[] row = pairs[forwardPath];
        if (row[reversePath] == null) {
            row[reversePath] = new Candidates(forwardPath, reversePath);
        }
        return row[reversePath];
    }

    /** Ports found, by pair. */
    List<Candidates> found() {
        return Stream.of(pairs).filter(Objects::nonNull).flatMap(Stream::of).filter(Objects::nonNull)
                .collect(Collectors.toList());
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
        if (there < 0 || pairs[there] == null || !reverseWalk.walk(destinationPort, port)) {
            return;
        }
        int back = reverse.indexOf(reverseWalk);
        if (back < 0) {
            return;
        }
        Candidates candidates = candidates(there, back);
        // Kept beyond the need: pairs that cannot be reached are replaced by others.
        if (candidates.left() < wantedPorts && !connection.taken(port)) {
            if (connection.spared(port)) {
                candidates.addSpared(port);
            } else if (candidates.add(port)) {
                missing--;
            }
        }
    }

    private double budget() {
        double most = 0;
        for (Candidates wanted : found()) {
            int ports = wanted.needed();
            double share = forward.share(wanted.forward()) * reverse.share(wanted.reverse());
            most = Math.max(most, (ports + 6 * Math.sqrt(ports) + 12) / share);
        }
        return Math.ceil(most);
    }
}
