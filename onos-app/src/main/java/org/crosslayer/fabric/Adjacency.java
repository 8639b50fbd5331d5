// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Links between devices by the device at either end.
 */
final class Adjacency {

    private final int[][] outgoing;
    private final int[][] incoming;

    Adjacency(int deviceCount, List<FabricLink> links) {
        List<List<Integer>> out = lists(deviceCount);
        List<List<Integer>> in = lists(deviceCount);
        for (int i = 0; i < links.size(); i++) {
            FabricLink link = links.get(i);
            if (link.host() == FabricLink.NONE) {
                out.get(link.sourceDevice()).add(i);
                in.get(link.destinationDevice()).add(i);
            }
        }
        // Routers number their next hops; ascending ports is the order that the configuration promises.
        Comparator<Integer> byPort = Comparator.comparingLong(link -> links.get(link).sourcePort());
        out.forEach(list -> list.sort(byPort));
        outgoing = arrays(out);
        incoming = arrays(in);
    }

    /** Links that leave a device, by ascending egress port. */
    int[] outgoing(int device) {
        return outgoing[device];
    }

    /** Links that enter a device. */
    int[] incoming(int device) {
        return incoming[device];
    }

    private static List<List<Integer>> lists(int count) {
        List<List<Integer>> lists = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    private static int[][] arrays(List<List<Integer>> lists) {
        return lists.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }
}
