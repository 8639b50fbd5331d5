// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The traffic patterns by name.
 */
public final class Patterns {

    /** Of the connections of hot-spot traffic, those to the hot hosts. */
    static final double HOT_SHARE = 0.5;
    /** One host of so many is hot. */
    static final int HOSTS_PER_HOT_ONE = 10;
    /** Senders to one receiver. */
    static final int FAN_IN = 8;

    private static final String GIVEN = "given:";

    private Patterns() {
    }

    /**
     * A pattern by its name.
     *
     * @param name permutation, random, hot-spot, many-to-one, or given:LIST, the receiver of each host
     * @return the pattern
     */
    public static TrafficPattern named(String name) {
        if (name.startsWith(GIVEN)) {
            return given(name.substring(GIVEN.length()));
        }
        switch (name) {
            case "permutation":
                return Patterns::permutation;
            case "random":
                return Patterns::random;
            case "hot-spot":
                return Patterns::hotSpot;
            case "many-to-one":
                return Patterns::manyToOne;
            default:
                throw new IllegalArgumentException("there is no traffic pattern '" + name + "'");
        }
    }

    /** Every host sends to one and receives from one, never itself. */
    static List<Demand> permutation(int hosts, SplittableRandom random) {
        int[] receivers = shuffled(hosts, random);
        for (int sender = 0; sender < hosts; sender++) {
            if (receivers[sender] == sender) {
                // Exchanging with any other sender helps: neither gets itself, as no host has two senders.
                int other = other(sender, hosts, random);
                receivers[sender] = receivers[other];
                receivers[other] = sender;
            }
        }
        return inRandomOrder(receivers, random);
    }

    /** Every host sends to one that is drawn at random. */
    static List<Demand> random(int hosts, SplittableRandom random) {
        int[] receivers = IntStream.range(0, hosts).map(sender -> other(sender, hosts, random)).toArray();
        return inRandomOrder(receivers, random);
    }

    /** As random, but half of the connections go to a tenth of the hosts. */
    static List<Demand> hotSpot(int hosts, SplittableRandom random) {
        int[] hot = IntStream.of(shuffled(hosts, random)).limit(Math.max(1, hosts / HOSTS_PER_HOT_ONE)).toArray();
        int[] receivers = IntStream.range(0, hosts).map(sender -> {
            int drawn = hot[random.nextInt(hot.length)];
            return random.nextDouble() < HOT_SHARE && drawn != sender ? drawn : other(sender, hosts, random);
        }).toArray();
        return inRandomOrder(receivers, random);
    }

    /** Groups of up to eight senders and their receiver; what is left over of the hosts is idle. */
    static List<Demand> manyToOne(int hosts, SplittableRandom random) {
        int[] order = shuffled(hosts, random);
        int senders = Math.min(FAN_IN, hosts - 1);
        List<Demand> demands = new ArrayList<>();
        for (int first = 0; first + senders < hosts; first += senders + 1) {
            for (int i = 1; i <= senders; i++) {
                demands.add(new Demand(order[first + i], order[first]));
            }
        }
        return demands;
    }

    /** Who sends to whom is settled; the order of arrival is not. */
    private static TrafficPattern given(String list) {
        if (!list.matches("\\d{1,5}(,\\d{1,5})*")) {
            throw new IllegalArgumentException("--traffic " + GIVEN + list + ": not a list of hosts");
        }
        int[] receivers = Stream.of(list.split(",")).mapToInt(Integer::parseInt).toArray();
        return (hosts, random) -> {
            if (receivers.length != hosts || !IntStream.range(0, hosts).allMatch(
                    host -> receivers[host] < hosts && receivers[host] != host)) {
                throw new IllegalArgumentException("--traffic " + GIVEN + list + ": expected " + hosts + " receivers, "
                        + "one for each host, from 0 to " + (hosts - 1) + ", none of them the host itself");
            }
            return inRandomOrder(receivers, random);
        };
    }

    private static List<Demand> inRandomOrder(int[] receivers, SplittableRandom random) {
        return IntStream.of(shuffled(receivers.length, random))
                .mapToObj(sender -> new Demand(sender, receivers[sender]))
                .toList();
    }

    static int other(int host, int hosts, SplittableRandom random) {
        int drawn = random.nextInt(hosts - 1);
        return drawn < host ? drawn : drawn + 1;
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int drawn = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[drawn];
            order[drawn] = kept;
        }
        return order;
    }
}
