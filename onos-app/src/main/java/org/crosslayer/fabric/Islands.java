// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The parts of a fabric that live links hold together, whatever their direction.
 */
final class Islands {

    private static final int NAMED = 3;

    private final Fabric fabric;
    /** Device that stands for the part, by device; a device that stands for itself is its own. */
    private final int[] part;

    Islands(Fabric fabric) {
        this.fabric = fabric;
        this.part = new int[fabric.deviceCount()];
        for (int i = 0; i < part.length; i++) {
            part[i] = i;
        }
        for (int link = 0; link < fabric.linkCount(); link++) {
            int from = fabric.sourceDevice(link);
            int to = fabric.destinationDevice(link);
            if (fabric.live(link) && from != FabricLink.NONE && to != FabricLink.NONE) {
                part[find(from)] = find(to);
            }
        }
    }

    /** A description of each part, the one with the most devices first. */
    List<String> parts() {
        int[] hosts = new int[part.length];
        for (int i = 0; i < fabric.hostCount(); i++) {
            if (fabric.host(i).attachments() > 0) {
                hosts[find(fabric.sourceDevice(fabric.host(i).downlink(0)))]++;
            }
        }
        List<List<Integer>> members = new ArrayList<>();
        for (int i = 0; i < part.length; i++) {
            members.add(new ArrayList<>());
        }
        for (int i = 0; i < part.length; i++) {
            members.get(find(i)).add(i);
        }
        return members.stream().filter(devices -> !devices.isEmpty())
                .sorted(Comparator.<List<Integer>>comparingInt(devices -> -devices.size())
                        .thenComparing(devices -> devices.get(0)))
                .map(devices -> describe(devices, hosts[find(devices.get(0))]))
                .collect(Collectors.toList());
    }

    private String describe(List<Integer> devices, int hosts) {
        String names = devices.stream().limit(NAMED).map(device -> fabric.device(device).name())
                .collect(Collectors.joining(", "));
        String more = devices.size() > NAMED ? " and " + (devices.size() - NAMED) + " more" : "";
        return names + more + " with " + hosts + (hosts == 1 ? " host" : " hosts");
    }

    private int find(int device) {
        int at = device;
        while (part[at] != at) {
            part[at] = part[part[at]];
            at = part[at];
        }
        return at;
    }
}
