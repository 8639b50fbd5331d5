// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.crosslayer.fabric.TestFabrics;
import org.crosslayer.mptcp.ConnectionStatistics.SendingLimit;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.PlannerPolicy;
import org.junit.jupiter.api.Test;

/** Every host of a fat-tree sends to another one: what the experiment {@code permutation} does in the lab. */
class PermutationTest {
    private static final int HOSTS = 16;
    private static final int SECONDS = 6;

    /** There is always a way, but not from every state by a few moves: it takes a search with all of them. */
    @Test
    void shouldPutAllOnPathsOfTheirOwnWithinSeconds() {
        for (int seed = 1; seed <= 25; seed++) {
            PlayedHosts hosts = new PlayedHosts(TestFabrics.fatTree(4, false).build(), derangement(new Random(seed)));
            hosts.fabrics().change(new PlannerPolicy.Builder().maxSubflows(2).demoteInitial(true)
                .dataDirection(DataDirection.OUTBOUND).build());
            Random random = new Random(-seed);
            for (int host = 1; host <= HOSTS; host++) {
                hosts.open(host, 32_768 + random.nextInt(28_000));
            }
            for (int second = 0; second < SECONDS; second++) {
                hosts.second(Map.of(), SendingLimit.NETWORK);
            }
            hosts.loads().forEach((link, load) -> assertThat(load).as(link).isLessThanOrEqualTo(TestFabrics.RATE));
        }
    }

    /** Partner by host, from 1. */
    private static int[] derangement(Random random) {
        List<Integer> targets = new ArrayList<>();
        for (int host = 1; host <= HOSTS; host++) {
            targets.add(host);
        }
        boolean fixed;
        do {
            Collections.shuffle(targets, random);
            fixed = false;
            for (int host = 1; host <= HOSTS; host++) {
                fixed |= targets.get(host - 1) == host;
            }
        } while (fixed);
        int[] partner = new int[HOSTS + 1];
        for (int host = 1; host <= HOSTS; host++) {
            partner[host] = targets.get(host - 1);
        }
        return partner;
    }
}
