// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Describes a network as the ONOS application's network configuration does (its key routedFabric): Linux routers with
 * hash policy 3, each with a seed of its own, and hosts of the same addresses as in {@link Snapshots}; further
 * addresses of a host are 2^20 apart. Ports and hosts that follow each other are one entry: ONOS stores no more than
 * 1 MiB.
 */
public final class RoutedFabricDocument {

    /** Most addresses of a host. */
    public static final int MOST_ADDRESSES = 16;

    private static final int BITS_PER_MEGABIT = 1_000_000;
    private static final int FIRST_ADDRESS = 0x0a000001;
    private static final int ADDRESS_BITS = 20;
    private static final int BYTE = 0xff;

    private final Cabling cabling;
    private final int addresses;
    private final SplittableRandom random;

    /**
     * Describes a network.
     *
     * @param cabling   the network
     * @param addresses addresses of every host, 1..{@value #MOST_ADDRESSES}
     * @param random    draws the routers' seeds
     */
    public RoutedFabricDocument(Cabling cabling, int addresses, SplittableRandom random) {
        this.cabling = cabling;
        this.addresses = addresses;
        this.random = random;
    }

    /**
     * Address of a host.
     *
     * @param host  its number
     * @param index which of its addresses
     * @return dotted IPv4 address
     */
    public String address(int host, int index) {
        int number = FIRST_ADDRESS + host + (index << ADDRESS_BITS);
        return (number >>> 24) + "." + (number >> 16 & BYTE) + "." + (number >> 8 & BYTE) + "." + (number & BYTE);
    }

    /**
     * The value of routedFabric.
     *
     * @return JSON
     */
    public String json() {
        return "{\"devices\": [" + String.join(",\n", devices()) + "],\n\"links\": [" + String.join(",\n", links())
                + "],\n\"hosts\": [" + String.join(",\n", hosts()) + "]}";
    }

    private List<String> devices() {
        List<List<long[]>> ports = new ArrayList<>();
        for (int router = 0; router < cabling.routerCount(); router++) {
            ports.add(new ArrayList<>());
        }
        for (int index = 0; index < cabling.cableCount(); index++) {
            Cabling.Cable cable = cabling.cable(index);
            ports.get(cable.oneRouter()).add(new long[] {cable.onePort(), cable.rateBps()});
            ports.get(cable.otherRouter()).add(new long[] {cable.otherPort(), cable.rateBps()});
        }
        for (int host = 0; host < cabling.hostCount(); host++) {
            Cabling.HostPort at = cabling.host(host);
            ports.get(at.router()).add(new long[] {at.port(), at.rateBps()});
        }
        List<String> devices = new ArrayList<>();
        for (int router = 0; router < cabling.routerCount(); router++) {
            devices.add("{\"id\": \"routed:" + cabling.routerName(router)
                    + "\", \"ecmp\": {\"hash\": \"linux-policy3\", \"seed\": "
                    + random.nextInt(1, Integer.MAX_VALUE) + "}, \"ports\": ["
                    + String.join(", ", ports(ports.get(router))) + "]}");
        }
        return devices;
    }

    /** Ports with their rates; those that follow each other are one entry. */
    private static List<String> ports(List<long[]> ports) {
        List<String> entries = new ArrayList<>();
        int next;
        for (int first = 0; first < ports.size(); first = next) {
            long[] port = ports.get(first);
            next = first + 1;
            while (next < ports.size() && ports.get(next)[0] == port[0] + next - first
                    && ports.get(next)[1] == port[1]) {
                next++;
            }
            entries.add("{\"number\": " + port[0] + ", \"rateMbps\": " + port[1] / BITS_PER_MEGABIT
                    + count(next - first) + "}");
        }
        return entries;
    }

    private static String count(int alike) {
        return alike == 1 ? "" : ", \"count\": " + alike;
    }

    private List<String> links() {
        List<String> links = new ArrayList<>();
        for (int index = 0; index < cabling.cableCount(); index++) {
            Cabling.Cable cable = cabling.cable(index);
            links.add("{\"a\": \"" + location(cable.oneRouter(), cable.onePort()) + "\", \"b\": \""
                    + location(cable.otherRouter(), cable.otherPort()) + "\"}");
        }
        return links;
    }

    private List<String> hosts() {
        List<String> hosts = new ArrayList<>();
        int next;
        for (int host = 0; host < cabling.hostCount(); host = next) {
            Cabling.HostPort at = cabling.host(host);
            next = host + 1;
            while (next < cabling.hostCount() && cabling.host(next).router() == at.router()
                    && cabling.host(next).port() == at.port() + next - host) {
                next++;
            }
            hosts.add(String.format("{\"mac\": \"02:00:00:%02x:%02x:%02x\", \"ips\": [%s], \"location\": \"%s\"%s}",
                    host >> 16 & BYTE, host >> 8 & BYTE, host & BYTE, addresses(host),
                    location(at.router(), at.port()), count(next - host)));
        }
        return hosts;
    }

    private String addresses(int host) {
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < addresses; index++) {
            texts.add("\"" + address(host, index) + "\"");
        }
        return String.join(", ", texts);
    }

    private String location(int router, int port) {
        return "routed:" + cabling.routerName(router) + "/" + port;
    }
}
