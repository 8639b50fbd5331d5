// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.plans;

import java.util.Arrays;

/** On which path of its plan a connection is already, by the source port of its first subflow. Immutable. */
public final class InitialPaths {
    /** Nothing is known but the paths' own source ports. */
    public static final InitialPaths UNKNOWN = new InitialPaths(0, new byte[0]);

    private static final int LAST_PORT = 0xffff;

    private final int firstPort;
    private final byte[] paths;

    private InitialPaths(int firstPort, byte[] paths) {
        this.firstPort = firstPort;
        this.paths = paths;
    }

    /**
     * A table.
     *
     * @param firstPort 1..65535, the source port of the first byte; each byte after it is of the port after it
     * @param paths number of a path, counted from 1; 0: not known
     */
    public static InitialPaths of(int firstPort, byte[] paths) {
        if (firstPort < 1 || firstPort + paths.length - 1 > LAST_PORT || paths.length == 0) {
            throw new IllegalArgumentException("the table of first source ports from " + firstPort + " on has "
                + paths.length + " entries, expected 1 or more for ports of 1 to " + LAST_PORT);
        }
        return new InitialPaths(firstPort, paths.clone());
    }

    public boolean isEmpty() {
        return paths.length == 0;
    }

    public int firstPort() {
        return firstPort;
    }

    /** Number of entries. */
    public int size() {
        return paths.length;
    }

    /** Number of the path of a source port, counted from 1; 0: not known. */
    public int path(int port) {
        int index = port - firstPort;
        return index >= 0 && index < paths.length ? paths[index] & 0xff : 0;
    }

    /** The entries, a copy. */
    public byte[] toBytes() {
        return paths.clone();
    }

    int highest() {
        int highest = 0;
        for (byte path : paths) {
            highest = Math.max(highest, path & 0xff);
        }
        return highest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InitialPaths that && firstPort == that.firstPort && Arrays.equals(paths, that.paths);
    }

    @Override
    public int hashCode() {
        return 31 * firstPort + Arrays.hashCode(paths);
    }

    @Override
    public String toString() {
        return isEmpty() ? "unknown" : firstPort + "+" + paths.length;
    }
}
