// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * For one destination, every device's next hops on paths of the fewest links.
 */
final class ShortestPaths {

    private static final int UNREACHABLE = Integer.MAX_VALUE;

    private final NextHops[] nextHops;

    ShortestPaths(List<FabricDevice> devices, List<FabricLink> links, Adjacency adjacency, FabricHost to) {
        int[] distance = distances(devices.size(), links, adjacency, to);
        nextHops = new NextHops[devices.size()];
        for (int device = 0; device < nextHops.length; device++) {
            if (distance[device] != 0 && distance[device] != UNREACHABLE) {
                int nearer = distance[device] - 1;
                int[] best = IntStream.of(adjacency.outgoing(device))
                        .filter(link -> distance[links.get(link).destinationDevice()] == nearer)
                        .toArray();
                nextHops[device] = NextHops.equal(best, devices.get(device).hash().orElse(null));
            }
        }
    }

    /** Next hops of a device, null if the destination cannot be reached from there. */
    NextHops nextHops(int device) {
        return nextHops[device];
    }

    private static int[] distances(int deviceCount, List<FabricLink> links, Adjacency adjacency, FabricHost to) {
        int[] distance = new int[deviceCount];
        Arrays.fill(distance, UNREACHABLE);
        int[] queue = new int[deviceCount];
        int filled = 0;
        for (int i = 0; i < to.attachments(); i++) {
            int device = links.get(to.downlink(i)).sourceDevice();
            if (distance[device] != 0) {
                distance[device] = 0;
                queue[filled++] = device;
            }
        }
        for (int taken = 0; taken < filled; taken++) {
            int device = queue[taken];
            for (int link : adjacency.incoming(device)) {
                int from = links.get(link).sourceDevice();
                if (distance[from] == UNREACHABLE) {
                    distance[from] = distance[device] + 1;
                    queue[filled++] = from;
                }
            }
        }
        return distance;
    }
}
