// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

/**
 * Links between devices by the device at either end, dead ones included: what is live changes, what is cabled stays.
 * The links of one device are neighbours in one array, beside the device at their other end.
 */
final class Adjacency {

    /** Links that leave devices, each device's by ascending egress port. */
    final Side outgoing;
    /** Links that enter devices. */
    final Side incoming;

    Adjacency(int deviceCount, LinkTable links) {
        outgoing = new Side(deviceCount, links.source, links.destination, links);
        // Routers number their next hops; ascending ports is the order that the configuration promises.
        outgoing.sort(links.sourcePort);
        incoming = new Side(deviceCount, links.destination, links.source, links);
    }

    /** One direction: the links of a device are those from start(device) to before start(device + 1). */
    static final class Side {
        final int[] start;
        final int[] link;
        final int[] neighbour;

        Side(int deviceCount, int[] device, int[] other, LinkTable links) {
            start = new int[deviceCount + 1];
            for (int i = 0; i < links.count(); i++) {
                if (links.host[i] == FabricLink.NONE) {
                    start[device[i] + 1]++;
                }
            }
            for (int i = 0; i < deviceCount; i++) {
                start[i + 1] += start[i];
            }
            link = new int[start[deviceCount]];
            neighbour = new int[link.length];
            int[] filled = start.clone();
            for (int i = 0; i < links.count(); i++) {
                if (links.host[i] == FabricLink.NONE) {
                    int at = filled[device[i]]++;
                    link[at] = i;
                    neighbour[at] = other[i];
                }
            }
        }

        /** Sorts by insertion: networks are mostly described in the order of their ports. */
        private void sort(long[] port) {
            for (int device = 0; device + 1 < start.length; device++) {
                for (int i = start[device] + 1; i < start[device + 1]; i++) {
                    int moved = link[i];
                    int end = neighbour[i];
                    int at = i;
                    for (; at > start[device] && port[link[at - 1]] > port[moved]; at--) {
                        link[at] = link[at - 1];
                        neighbour[at] = neighbour[at - 1];
                    }
                    link[at] = moved;
                    neighbour[at] = end;
                }
            }
        }
    }
}
