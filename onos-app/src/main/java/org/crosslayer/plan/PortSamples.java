// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Arrays;
import org.crosslayer.fabric.PacketWalk;

/**
 * Source ports of one connection that have been traced, each with the links that the data of a subflow from there
 * would take. Used again for the next plan; belongs to one {@link Placement}.
 */
final class PortSamples {

    private int[] links = new int[512];
    private int[] ends = new int[64];
    private int[] ports = new int[64];
    private boolean[] used = new boolean[64];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    int port(int sample) {
        return ports[sample];
    }

    int start(int sample) {
        return sample == 0 ? 0 : ends[sample - 1];
    }

    int end(int sample) {
        return ends[sample];
    }

    /** Links of all samples, one after the other. */
    int[] links() {
        return links;
    }

    int[] copyOfLinks(int sample) {
        return Arrays.copyOfRange(links, start(sample), end(sample));
    }

    boolean used(int sample) {
        return used[sample];
    }

    void use(int sample) {
        used[sample] = true;
    }

    /** Adds a port with the links of one walk, or of two one after the other; null for none. */
    void add(int port, PacketWalk one, PacketWalk other) {
        if (size == ports.length) {
            ports = Arrays.copyOf(ports, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            used = Arrays.copyOf(used, 2 * size);
        }
        int end = append(start(size), one);
        ports[size] = port;
        used[size] = false;
        ends[size++] = append(end, other);
    }

    private int append(int at, PacketWalk walk) {
        if (walk == null) {
            return at;
        }
        int length = walk.length();
        if (at + length > links.length) {
            links = Arrays.copyOf(links, 2 * (at + length));
        }
        for (int i = 0; i < length; i++) {
            links[at + i] = walk.link(i);
        }
        return at + length;
    }
}
