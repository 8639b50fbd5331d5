// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks through a fabric for what an operator should know. Of each kind of problem some are named and the rest
 * counted: a large fabric has them by the thousand.
 */
final class FabricProblems {

    private static final int NAMED = 5;
    private static final long BITS_PER_MEGABIT = 1_000_000;

    private final Fabric fabric;
    private final List<String> problems = new ArrayList<>();

    FabricProblems(Fabric fabric) {
        this.fabric = fabric;
    }

    /** All problems, one line each. */
    List<String> list() {
        problems.addAll(fabric.wiring().leftOut);
        islands();
        links();
        hosts();
        HashStages stages = new HashStages(fabric);
        Kind unmodelled = new Kind("devices that have several next hops and no ecmp configuration");
        stages.unmodelled().forEach(device -> unmodelled.add(fabric.device(device)
                + " has several next hops and no ecmp configuration: which one a packet takes is not known"));
        unmodelled.end();
        Kind alike = new Kind("pairs of devices that hash alike one after the other");
        stages.alike().forEach(alike::add);
        alike.end();
        return List.copyOf(problems);
    }

    private void islands() {
        List<String> parts = new Islands(fabric).parts();
        if (parts.size() > 1) {
            problems.add("the fabric is in " + parts.size() + " parts that no live link joins: "
                    + String.join("; ", parts.subList(0, Math.min(NAMED, parts.size())))
                    + (parts.size() > NAMED ? "; and others" : ""));
        }
    }

    private void links() {
        Kind oneWay = new Kind("links without a link back");
        Kind uneven = new Kind("cables of different rates in their directions");
        int unknown = 0;
        int example = FabricLink.NONE;
        for (int link = 0; link < fabric.linkCount(); link++) {
            if (!fabric.live(link)) {
                continue;
            }
            int back = fabric.reverse(link);
            if (back == FabricLink.NONE || !fabric.live(back)) {
                oneWay.add("link " + ends(link) + " has no link back");
            } else if (link < back && fabric.rateBps(link) != fabric.rateBps(back)) {
                uneven.add("link " + ends(link) + " has " + rate(fabric.rateBps(link)) + ", and "
                        + rate(fabric.rateBps(back)) + " in the other direction");
            }
            if (fabric.rateBps(link) == 0) {
                unknown++;
                example = example == FabricLink.NONE ? link : example;
            }
        }
        oneWay.end();
        uneven.end();
        if (unknown > 0) {
            problems.add("of " + fabric.liveLinkCount() + " links " + unknown + " have no known rate, such as "
                    + ends(example) + ": they count as " + rate(fabric.rateOfUnknownBps()));
        }
    }

    private void hosts() {
        Kind nameless = new Kind("hosts without an IP address");
        Kind lost = new Kind("hosts without a live link");
        Kind several = new Kind("hosts that are attached at several places and choose in an unknown way");
        for (int i = 0; i < fabric.hostCount(); i++) {
            FabricHost host = fabric.host(i);
            if (host.addresses().isEmpty()) {
                nameless.add("host " + host + " has no IP address that is known");
            }
            if (host.attachments() == 0) {
                lost.add("host " + host + " is attached nowhere" + (host.everyAttachment() == 0 ? "" : " that is up"));
            } else if (!host.firstHops().modelled()) {
                several.add("host " + host + " is attached at " + host.attachments() + " places and how it chooses "
                        + "is not known: what it sends cannot be traced");
            }
        }
        nameless.end();
        lost.end();
        several.end();
    }

    private String ends(int link) {
        FabricLink cable = fabric.link(link);
        return end(cable.sourceDevice(), cable.sourcePort(), cable.host()) + " > "
                + end(cable.destinationDevice(), cable.destinationPort(), cable.host());
    }

    private String end(int device, long port, int host) {
        return device == FabricLink.NONE ? "host " + fabric.host(host) : fabric.device(device) + "/" + port;
    }

    private static String rate(long bps) {
        return bps == 0 ? "no known rate"
                : bps % BITS_PER_MEGABIT == 0 ? bps / BITS_PER_MEGABIT + " Mbit/s" : bps + " bit/s";
    }

    /** Problems of one kind. */
    private final class Kind {
        private final String plural;
        private int count;

        Kind(String plural) {
            this.plural = plural;
        }

        void add(String line) {
            if (count++ < NAMED) {
                problems.add(line);
            }
        }

        void end() {
            if (count > NAMED) {
                problems.add("... and " + (count - NAMED) + " more " + plural);
            }
        }
    }
}
