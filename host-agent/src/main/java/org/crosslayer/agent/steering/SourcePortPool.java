// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Source ports for the connections that this host opens to a destination. Of the pools that match a connection the
 * longest prefix counts; of two with the same prefix the one that names the port.
 *
 * @param id tells the pools of one origin apart, and keeps their counters and place when they are replaced
 * @param remotePort destination port, 0 for any
 * @param protocols at least one
 * @param sourcePorts taken in this order, round robin: interleave the paths; 1 to {@value #MAX_PORTS} different ones
 * @param lifetime from the moment that it is handed over; zero: until it is replaced
 */
public record SourcePortPool(long id, RemotePrefix remote, int remotePort, Set<SteeredProtocol> protocols,
                             List<Integer> sourcePorts, Duration lifetime) {
    public static final int MAX_PORTS = 4096;
    /** Below are the ports that need a privilege of their own. */
    public static final int FIRST_PORT = 1024;

    public SourcePortPool {
        Objects.requireNonNull(remote, "remote");
        if (remotePort < 0 || remotePort > 0xffff) {
            throw new IllegalArgumentException("destination port " + remotePort + " is not within 0 to 65535");
        }
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("a pool is for MPTCP, TCP or both");
        }
        protocols = Set.copyOf(protocols);
        sourcePorts = List.copyOf(sourcePorts);
        if (sourcePorts.isEmpty() || sourcePorts.size() > MAX_PORTS) {
            throw new IllegalArgumentException(sourcePorts.size() + " source ports are not within 1 to " + MAX_PORTS);
        }
        Set<Integer> seen = new HashSet<>();
        for (int port : sourcePorts) {
            if (port < FIRST_PORT || port > 0xffff) {
                throw new IllegalArgumentException("source port " + port + " is not within " + FIRST_PORT
                    + " to 65535");
            }
            if (!seen.add(port)) {
                throw new IllegalArgumentException("source port " + port + " is there twice");
            }
        }
        if (lifetime.isNegative()) {
            throw new IllegalArgumentException("lifetime " + lifetime + " is negative");
        }
    }
}
