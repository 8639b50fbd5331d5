// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.scheme;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Opens subflows from random source ports, the initial one included in their number: any ports, as the path manager
 * "ndiffports" did, or only those that lead to paths which the connection does not use yet. Either looks at no other
 * connection.
 */
final class LuckScheme implements Scheme {

    /** A path that is one of 64 is missed by so many random ports once in 10^14 cases. */
    private static final int MOST_TRIES = 2_000;

    private final Hosts hosts;
    private final int subflows;
    private final boolean distinct;
    private final SplittableRandom random;

    LuckScheme(Hosts hosts, int subflows, boolean distinct, SplittableRandom random) {
        this.hosts = hosts;
        this.subflows = subflows;
        this.distinct = distinct;
        this.random = random;
    }

    @Override
    public void open(Connection connection) {
        int tries = distinct ? MOST_TRIES : subflows - 1;
        for (int i = 0; i < tries && connection.subflowCount() < subflows; i++) {
            int port = hosts.ephemeralPort(connection, random);
            if (!distinct || isNew(connection, port)) {
                hosts.open(connection, port);
            }
        }
    }

    private boolean isNew(Connection connection, int port) {
        int[] path = hosts.path(connection.initial().withSourcePort(port));
        return connection.live().stream().noneMatch(subflow -> Arrays.equals(subflow.path(), path));
    }
}
