// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.plans;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The subflows of every connection that this host opens and that matches.
 *
 * @param id unsigned, not 0
 * @param remote the peer's addresses
 * @param local own addresses, of the same family; empty: any
 * @param remotePort destination port, 0: any
 * @param priority unsigned; the higher wins
 * @param maxSubflows most subflows besides the first, 1..16
 * @param paths 1..16, best first
 */
public record StandingPlan(int id, Prefix remote, Optional<Prefix> local, int remotePort, int priority,
                           int maxSubflows, List<StandingPath> paths, InitialPaths initial) {
    /** Most paths of a plan. */
    public static final int MAX_PATHS = 16;

    private static final int LAST_PORT = 0xffff;

    public StandingPlan {
        Objects.requireNonNull(remote, "remote");
        Objects.requireNonNull(initial, "initial");
        paths = List.copyOf(paths);
        check(id != 0, "the id of a plan is 0");
        check(local.isEmpty() || local.get().isIpv6() == remote.isIpv6(), "remote " + remote + " and local "
            + local.map(Prefix::toString).orElse("") + " are of different address families");
        check(remotePort >= 0 && remotePort <= LAST_PORT, "port " + remotePort + " is not within 0 to " + LAST_PORT);
        check(maxSubflows >= 1 && maxSubflows <= MAX_PATHS, "at most " + maxSubflows
            + " subflows, expected 1 to " + MAX_PATHS);
        check(!paths.isEmpty() && paths.size() <= MAX_PATHS, paths.size() + " paths, expected 1 to " + MAX_PATHS);
        check(initial.highest() <= paths.size(), "the table of first source ports names path " + initial.highest()
            + ", there are " + paths.size());
    }

    private static void check(boolean right, String wrong) {
        if (!right) {
            throw new IllegalArgumentException(wrong);
        }
    }

    /** The plan with other limits: narrower local addresses, fewer subflows. */
    public StandingPlan within(Optional<Prefix> newLocal, int newMaxSubflows) {
        return new StandingPlan(id, remote, newLocal, remotePort, priority, newMaxSubflows, paths, initial);
    }

    /** Whether a connection matches, the remote address aside. */
    boolean matches(InetAddress localAddress, int port) {
        return (remotePort == 0 || remotePort == port)
            && (local.isEmpty() || local.get().contains(localAddress));
    }

    /** Whether a connection whose first subflow has this source port is on a path already; counted from 0. */
    public boolean isOnPath(int path, int sourcePort) {
        int known = initial.path(sourcePort);
        return known == 0 ? paths.get(path).has(sourcePort) : known == path + 1;
    }

    /** Whether a connection whose first subflow has this source port is to get any subflow besides. */
    public boolean isWanting(int sourcePort) {
        return paths.size() > 1 || !isOnPath(0, sourcePort);
    }

    /** Bytes that the arrays of ports and paths take in the kernel. */
    public int arrayBytes() {
        int bytes = initial.size();
        for (StandingPath path : paths) {
            bytes += 2 * path.size();
        }
        return bytes;
    }
}
