// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import static org.crosslayer.fabric.TestFabrics.ip;
import static org.crosslayer.fabric.TestFabrics.ip6;
import static org.crosslayer.fabric.TestFabrics.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.crosslayer.ecmp.Address;

/** A small network drawn at random, whose links tests take down, bring up, change and add. */
final class RandomNetwork {

    private static final int HOSTS = 4;

    final List<Wire> wires = new ArrayList<>();
    private final List<Wire> hostPorts = new ArrayList<>();
    private final int devices;
    private final long seed;
    private final Random random;
    /** Ports of device 1 that its routes use; null if it follows the shortest paths. */
    private final long[] routePorts;
    private int nextPort = 1;

    RandomNetwork(int devices, long seed, boolean routes) {
        this.devices = devices;
        this.seed = seed;
        this.random = new Random(seed);
        for (int i = 0; i < 2 * devices; i++) {
            cable();
        }
        routePorts = !routes ? null : wires.stream().filter(wire -> wire.from == 1).mapToLong(wire -> wire.fromPort)
                .limit(3).toArray();
        for (int host = 1; host <= HOSTS; host++) {
            // The last two are attached twice.
            for (int i = 0; i < (host > HOSTS / 2 ? 2 : 1); i++) {
                hostPorts.add(new Wire(random.nextInt(devices), nextPort++, host, 0));
            }
        }
    }

    /** The whole network as a snapshot made from nothing. */
    Fabric build() {
        FabricBuilder builder = new FabricBuilder();
        Random seeds = new Random(seed);
        for (int i = 0; i < devices; i++) {
            // Some hash alike, and some not in a way that is known.
            builder.device("d" + i, "d" + i, i % 5 == 4 ? null : linux(seeds.nextInt(6) + 1));
        }
        for (Wire wire : wires) {
            if (wire.live) {
                builder.link("d" + wire.from, wire.fromPort, "d" + wire.to, wire.toPort, wire.rate);
            }
        }
        for (Wire port : hostPorts) {
            builder.host("h" + port.to, List.of(ip(port.to), ip6(port.to)), "d" + port.from, port.fromPort, port.rate);
            if (!port.live) {
                builder.portDown("d" + port.from, port.fromPort);
            }
        }
        builder.hostChoice("h" + HOSTS, HostChoice.ONE_AT_A_TIME);
        builder.hostChoice("h" + (HOSTS - 1), HostChoice.by(linux(9)));
        return routePorts != null ? routes(builder).build() : builder.build();
    }

    /** Routes of one device over ports that are not always live. */
    private FabricBuilder routes(FabricBuilder builder) {
        int[] weights = Arrays.copyOf(new int[] {1, 3, 2}, routePorts.length);
        if (routePorts.length > 0) {
            builder.route("d1", Address.parse("10.0.0.0"), 14, routePorts, weights);
            builder.route("d1", Address.parse("10.0.1.0"), 24, new long[] {routePorts[0]}, new int[] {1});
            builder.route("d1", Address.parse("fd00::"), 8, routePorts, weights);
        }
        return builder;
    }

    /** Changes one thing, here and in a change of a snapshot. */
    void mutate(FabricChange change, Fabric fabric) {
        Wire wire = random.nextInt(4) == 0 ? hostPorts.get(random.nextInt(hostPorts.size()))
                : wires.get(random.nextInt(wires.size()));
        boolean host = hostPorts.contains(wire);
        int link = fabric.linkAt(fabric.deviceOf("d" + wire.from), wire.fromPort);
        switch (random.nextInt(3)) {
            case 0:
                wire.rate = random.nextInt(3) * 1_000_000L;
                change.rate(link, wire.rate);
                if (host) {
                    change.rate(fabric.reverse(link), wire.rate);
                }
                break;
            case 1:
                wire.live = !wire.live;
                state(change, link, wire.live);
                if (host) {
                    state(change, fabric.reverse(link), wire.live);
                }
                break;
            default:
                Wire back = cable();
                Wire there = wires.get(wires.size() - 2);
                for (Wire added : List.of(there, back)) {
                    change.add(fabric.deviceOf("d" + added.from), added.fromPort, fabric.deviceOf("d" + added.to),
                            added.toPort, added.rate);
                }
        }
    }

    private static void state(FabricChange change, int link, boolean up) {
        if (up) {
            change.up(link);
        } else {
            change.down(link);
        }
    }

    /** Adds a cable and returns its second direction. */
    private Wire cable() {
        int one = random.nextInt(devices);
        int other = (one + 1 + random.nextInt(devices - 1)) % devices;
        Wire there = new Wire(one, nextPort++, other, nextPort++);
        Wire back = new Wire(other, there.toPort, one, there.fromPort);
        wires.add(there);
        wires.add(back);
        return back;
    }

    /** One direction; or a port of a host, whose number is where it leads. */
    static final class Wire {
        final int from;
        final long fromPort;
        final int to;
        final long toPort;
        long rate = 5_000_000;
        boolean live = true;

        Wire(int from, long fromPort, int to, long toPort) {
            this.from = from;
            this.fromPort = fromPort;
            this.to = to;
            this.toPort = toPort;
        }
    }
}
