// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.List;

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

    private final PairedPaths paths;
    private final ConnectionView connection;
    /** By forward and reverse path; rows only for forward paths that are wanted. */
    private final Candidates[][] pairs;
    private int missing;
    private int wantedPorts;
    private int tries;

    PortSearch(PairedPaths paths, ConnectionView connection) {
        this.paths = paths;
        this.connection = connection;
        this.pairs = new Candidates[paths.forward().size()][];
    }

    /** Asks for so many source ports of a pair. */
    void want(PathPair pair, int ports) {
        if (pairs[pair.forward()] == null) {
            pairs[pair.forward()] = new Candidates[paths.reverse().size()];
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
        List<Candidates> found = new ArrayList<>();
        for (Candidates[] row : pairs) {
            for (int i = 0; row != null && i < row.length; i++) {
                if (row[i] != null) {
                    found.add(row[i]);
                }
            }
        }
        return found;
    }

    /** Ports traced. */
    int tries() {
        return tries;
    }

    private void attempt(int port) {
        int there = paths.there(port);
        if (there == PairedPaths.NONE || pairs[there] == null) {
            return;
        }
        int back = paths.back(port);
        if (back == PairedPaths.NONE) {
            return;
        }
        Candidates candidates = candidates(there, back);
        if (candidates.left() >= candidates.needed()) {
            // Beyond the need: pairs that cannot be reached are replaced by others.
            candidates.addOther(port, wantedPorts);
        } else if (!connection.taken(port)) {
            if (connection.spared(port)) {
                candidates.addSpared(port);
            } else {
                candidates.add(port);
                missing--;
            }
        }
    }

    /** Makes use of the ports that were found beyond the need, too. */
    void takeOthers() {
        found().forEach(candidates -> candidates.takeOthers(port ->
                !connection.taken(port) && !connection.spared(port)));
    }

    private double budget() {
        double most = 0;
        for (Candidates wanted : found()) {
            int ports = wanted.needed();
            double share = paths.forward().share(wanted.forward()) * paths.reverse().share(wanted.reverse());
            most = Math.max(most, (ports + 6 * Math.sqrt(ports) + 12) / share);
        }
        return Math.ceil(most);
    }
}
