// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.EcmpHash;

/**
 * Looks at the devices that choose among several next hops, on the way to a sample of the hosts.
 */
final class HashStages {

    /** Destinations looked at: fabrics are regular, and each costs about a millisecond in a large one. */
    private static final int SAMPLE = 16;

    private final Fabric fabric;
    private final Set<Integer> unmodelled = new TreeSet<>();
    /** Second device by first and second device. */
    private final Set<Long> alike = new TreeSet<>();

    HashStages(Fabric fabric) {
        this.fabric = fabric;
        for (int host : sample()) {
            for (Address address : fabric.host(host).addresses()) {
                for (int device = 0; device < fabric.deviceCount(); device++) {
                    look(device, host, address);
                }
            }
        }
    }

    /** Devices that choose among several next hops in an unknown way. */
    Set<Integer> unmodelled() {
        return unmodelled;
    }

    /** Devices whose choice is a function of the choice of a device before them. */
    List<String> alike() {
        return alike.stream().map(pair -> {
            FabricDevice first = fabric.device((int) (pair >>> Integer.SIZE));
            FabricDevice second = fabric.device((int) (long) pair);
            return first + " and " + second + " behind it hash alike (" + second.hashOrNull()
                    + "): polarised, packets use only some of the paths; give each stage another seed";
        }).collect(Collectors.toList());
    }

    private void look(int device, int host, Address address) {
        NextHops nextHops = choice(device, host, address);
        if (nextHops == null || nextHops.size() == 1) {
            return;
        }
        if (!nextHops.modelled()) {
            unmodelled.add(device);
            return;
        }
        EcmpHash hash = fabric.device(device).hashOrNull();
        for (int i = 0; i < nextHops.size(); i++) {
            int next = nextStage(nextHops.link(i), host, address);
            if (next != FabricLink.NONE && fabric.device(next).hash().isPresent()
                    && fabric.device(next).hashOrNull().correlatedWith(hash)) {
                alike.add((long) device << Integer.SIZE | next);
            }
        }
    }

    /** The next device behind a link that chooses among several next hops, NONE if there is none. */
    private int nextStage(int link, int host, Address address) {
        int at = fabric.destinationDevice(link);
        for (int hops = 0; hops < PacketWalk.MAX_HOPS && at != FabricLink.NONE; hops++) {
            NextHops nextHops = choice(at, host, address);
            if (nextHops == null || nextHops.size() > 1) {
                return nextHops == null ? FabricLink.NONE : at;
            }
            at = fabric.destinationDevice(nextHops.link(0));
        }
        return FabricLink.NONE;
    }

    /** Next hops of a device, null where it delivers straight to the host or has no route. */
    private NextHops choice(int device, int host, Address address) {
        return fabric.delivery(device, host) != FabricLink.NONE ? null : fabric.nextHops(device, host, address);
    }

    /** Hosts at different places, evenly spread. */
    private List<Integer> sample() {
        Map<Attachment, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < fabric.hostCount(); i++) {
            if (fabric.host(i).attachments() > 0) {
                places.putIfAbsent(fabric.host(i).place(), i);
            }
        }
        List<Integer> all = new ArrayList<>(places.values());
        List<Integer> sample = new ArrayList<>();
        for (int i = 0; i < Math.min(SAMPLE, all.size()); i++) {
            sample.add(all.get((int) ((long) i * all.size() / Math.min(SAMPLE, all.size()))));
        }
        return sample;
    }
}
