// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;

/** A fabric in words, by which fabrics that are numbered differently can be compared. */
public final class FabricText {

    private final Fabric fabric;

    private FabricText(Fabric fabric) {
        this.fabric = fabric;
    }

    /** What only one of two fabrics has; nothing if they are the same but for their numbers. */
    public static Set<String> differences(Fabric one, Fabric other) {
        Set<String> first = of(one);
        Set<String> second = of(other);
        Set<String> differences = new TreeSet<>();
        first.stream().filter(fact -> !second.contains(fact)).forEach(fact -> differences.add("first: " + fact));
        second.stream().filter(fact -> !first.contains(fact)).forEach(fact -> differences.add("second: " + fact));
        return differences;
    }

    /** Everything that the planner sees of a fabric. */
    private static Set<String> of(Fabric fabric) {
        FabricText text = new FabricText(fabric);
        Set<String> facts = new TreeSet<>();
        for (int link = 0; link < fabric.linkCount(); link++) {
            if (fabric.live(link)) {
                facts.add(text.ends(link) + " of " + fabric.rateBps(link) + " for " + fabric.capacityBps(link));
            }
        }
        for (int device = 0; device < fabric.deviceCount(); device++) {
            facts.add("device " + fabric.device(device).id() + " " + fabric.device(device).hash());
        }
        for (int host = 0; host < fabric.hostCount(); host++) {
            text.host(host, facts);
        }
        if (fabric.problems().stream().noneMatch(line -> line.startsWith("..."))) {
            // Which example is given depends on the numbers.
            fabric.problems().forEach(line -> facts.add(line.replaceAll(", such as [^:]*", "")));
        }
        facts.add("live " + fabric.liveLinkCount());
        return facts;
    }

    private void host(int index, Set<String> facts) {
        FabricHost host = fabric.host(index);
        facts.add("host " + host + " " + host.addresses() + " " + host.choice() + IntStream.range(0, host.attachments())
                .mapToObj(i -> ends(host.uplink(i)) + ends(host.downlink(i))).collect(Collectors.joining(", ")));
        for (Address address : host.addresses()) {
            facts.add(address + " is " + fabric.host(fabric.hostOf(address)));
            for (int device = 0; device < fabric.deviceCount(); device++) {
                NextHops nextHops = fabric.nextHops(device, index, address);
                String all = nextHops == null ? "none" : nextHops.modelled() + IntStream.range(0, nextHops.size())
                        .mapToObj(i -> " " + ends(nextHops.link(i)) + " " + nextHops.share(i))
                        .collect(Collectors.joining());
                facts.add(fabric.device(device) + " to " + address + ": " + all);
            }
            for (int other = 0; other < fabric.hostCount(); other++) {
                traces(address, fabric.host(other).addresses(), facts);
            }
        }
    }

    private void traces(Address from, List<Address> to, Set<String> facts) {
        for (Address address : to) {
            if (address.ipv6() == from.ipv6()) {
                for (int port = 1; port < 4; port++) {
                    facts.add(from + " " + port + " " + address + ": "
                            + new PathTracer(fabric).trace(FiveTuple.tcp(from, port, address, 80)));
                }
            }
        }
    }

    private String ends(int index) {
        FabricLink link = fabric.link(index);
        return end(link.sourceDevice(), link.sourcePort(), link.host()) + ">"
                + end(link.destinationDevice(), link.destinationPort(), link.host());
    }

    private String end(int device, long port, int host) {
        return device == FabricLink.NONE ? fabric.host(host).id() : fabric.device(device).id() + "/" + port;
    }
}
