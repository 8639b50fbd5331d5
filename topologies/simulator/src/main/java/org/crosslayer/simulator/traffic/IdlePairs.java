// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.traffic;

import java.util.SplittableRandom;

/**
 * Every host sends to at most one other at a time and receives from at most one: what is there is always a part of a
 * permutation, and the hosts' own links limit nobody. Who comes while there is no such pair waits.
 */
public final class IdlePairs implements Admission {

    private final Pool senders;
    private final Pool receivers;

    /**
     * Idle hosts.
     *
     * @param hosts their number, at least 2
     */
    public IdlePairs(int hosts) {
        senders = new Pool(hosts);
        receivers = new Pool(hosts);
    }

    @Override
    public Demand admit(SplittableRandom random) {
        if (senders.size == 0 || receivers.size == 0) {
            return null;
        }
        int sender = senders.idle[random.nextInt(senders.size)];
        if (receivers.size == 1 && receivers.idle[0] == sender) {
            return null;
        }
        int receiver = sender;
        while (receiver == sender) {
            receiver = receivers.idle[random.nextInt(receivers.size)];
        }
        senders.take(sender);
        receivers.take(receiver);
        return new Demand(sender, receiver);
    }

    @Override
    public void leave(Demand demand) {
        senders.giveBack(demand.sender());
        receivers.giveBack(demand.receiver());
    }

    /** Hosts in no order, from which any can be taken at once. */
    private static final class Pool {
        private final int[] idle;
        private final int[] place;
        private int size;

        private Pool(int hosts) {
            idle = new int[hosts];
            place = new int[hosts];
            for (int host = 0; host < hosts; host++) {
                giveBack(host);
            }
        }

        private void take(int host) {
            int last = idle[--size];
            idle[place[host]] = last;
            place[last] = place[host];
        }

        private void giveBack(int host) {
            place[host] = size;
            idle[size++] = host;
        }
    }
}
