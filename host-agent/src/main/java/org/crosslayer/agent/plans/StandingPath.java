// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.plans;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One path of a standing plan: the pool of source ports that lead there. Immutable. */
public final class StandingPath {
    /** Most source ports of a path. */
    public static final int MAX_PORTS = 4096;

    private static final int LAST_PORT = 0xffff;

    private final char[] ports;
    private final boolean backup;

    private StandingPath(char[] ports, boolean backup) {
        this.ports = ports;
        this.backup = backup;
    }

    /**
     * A path.
     *
     * @param sourcePorts 1 to 4096 different ones of 1..65535
     * @param backup its subflow is opened as a backup
     */
    public static StandingPath of(List<Integer> sourcePorts, boolean backup) {
        if (sourcePorts.isEmpty() || sourcePorts.size() > MAX_PORTS) {
            throw new IllegalArgumentException("a path has " + sourcePorts.size() + " source ports, expected 1 to "
                + MAX_PORTS);
        }
        char[] ports = new char[sourcePorts.size()];
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < ports.length; i++) {
            int port = sourcePorts.get(i);
            if (port < 1 || port > LAST_PORT) {
                throw new IllegalArgumentException("source port " + port + " is not within 1 to " + LAST_PORT);
            }
            if (!seen.add(port)) {
                throw new IllegalArgumentException("source port " + port + " is twice in a path");
            }
            ports[i] = (char) port;
        }
        return new StandingPath(ports, backup);
    }

    /** Number of source ports. */
    public int size() {
        return ports.length;
    }

    /** A source port by its place in the pool. */
    public int port(int index) {
        return ports[index];
    }

    public boolean backup() {
        return backup;
    }

    boolean has(int port) {
        for (char candidate : ports) {
            if (candidate == port) {
                return true;
            }
        }
        return false;
    }

    /** {@code 20000-20099,20200}. */
    public String portsText() {
        return PortRanges.text(ports);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StandingPath that && backup == that.backup && Arrays.equals(ports, that.ports);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ports);
    }

    @Override
    public String toString() {
        return portsText() + (backup ? " backup" : "");
    }
}
