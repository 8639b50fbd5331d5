// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PacketWalk;
import org.crosslayer.fabric.PathSet;

/**
 * The paths between two addresses, one of them with its port, in both directions, and which of them each port of the
 * other one takes. Belongs to one thread.
 */
final class PairedPaths {

    /** No path. */
    static final int NONE = -1;
    /** Most paths between two hosts that are looked at. */
    static final int MOST_PATHS = 1024;

    private static final int PORTS = 1 << Character.SIZE;
    /** What is remembered of a port in one direction: a path's number + 1, one of these, or nothing. */
    private static final int NOWHERE = 0xff;
    private static final int MOST_REMEMBERED = NOWHERE - 1;

    private final FiveTuple flow;
    private final PathSet forward;
    private final PathSet reverse;
    private final PacketWalk forwardWalk;
    private final PacketWalk reverseWalk;
    /** Reverse path over the same cables, for every forward path. */
    private final int[] mirror;
    /** Forward path over the same cables, for every reverse path. */
    private final int[] mirrored;
    /** By source port; null: nothing is remembered. */
    private byte[] forwardByPort;
    private byte[] reverseByPort;

    PairedPaths(Fabric fabric, FiveTuple flow) {
        this.flow = flow;
        this.forward = fabric.paths(flow.source(), flow.destination(), MOST_PATHS);
        this.reverse = fabric.paths(flow.destination(), flow.source(), MOST_PATHS);
        this.forwardWalk = new PacketWalk(fabric, flow);
        this.reverseWalk = new PacketWalk(fabric, flow.reversed());
        this.mirror = mirrors(forward, reverse);
        this.mirrored = mirrors(reverse, forward);
    }

    /** From now on remembers what ports lead to, if that takes no more than a byte a port and direction. */
    void remember() {
        if (forwardByPort == null && Math.max(forward.size(), reverse.size()) <= MOST_REMEMBERED) {
            forwardByPort = new byte[PORTS];
            reverseByPort = new byte[PORTS];
        }
    }

    PathSet forward() {
        return forward;
    }

    PathSet reverse() {
        return reverse;
    }

    /** Reverse path over the same cables as a forward path, NONE if there is none. */
    int mirror(int forwardPath) {
        return mirror[forwardPath];
    }

    /** Forward path over the same cables as a reverse path, NONE if there is none. */
    int mirrored(int reversePath) {
        return mirrored[reversePath];
    }

    /** Whether a subflow differs from the flow in its source port alone. */
    boolean isBetween(FiveTuple subflow) {
        return subflow.destinationPort() == flow.destinationPort() && subflow.source().equals(flow.source())
                && subflow.destination().equals(flow.destination());
    }

    /** The forward path of a source port; NONE if it takes none that is known. */
    int there(int sourcePort) {
        int known = forwardByPort == null ? 0 : forwardByPort[sourcePort] & 0xff;
        if (known != 0) {
            return known == NOWHERE ? NONE : known - 1;
        }
        int path = forwardWalk.walk(sourcePort, flow.destinationPort()) ? forward.indexOf(forwardWalk) : NONE;
        if (forwardByPort != null) {
            forwardByPort[sourcePort] = code(path);
        }
        return path;
    }

    /** The reverse path of a source port; NONE if it takes none that is known. */
    int back(int sourcePort) {
        int known = reverseByPort == null ? 0 : reverseByPort[sourcePort] & 0xff;
        if (known != 0) {
            return known == NOWHERE ? NONE : known - 1;
        }
        int path = reverseWalk.walk(flow.destinationPort(), sourcePort) ? reverse.indexOf(reverseWalk) : NONE;
        if (reverseByPort != null) {
            reverseByPort[sourcePort] = code(path);
        }
        return path;
    }

    private static byte code(int path) {
        return (byte) (path == NONE ? NOWHERE : path + 1);
    }

    private static int[] mirrors(PathSet from, PathSet to) {
        int[] mirrors = new int[from.size()];
        for (int i = 0; i < mirrors.length; i++) {
            mirrors[i] = to.indexOfMirrored(from.path(i));
        }
        return mirrors;
    }
}
