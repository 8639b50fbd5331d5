// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.plans;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds the plan of a connection, as the kernel module does: of several that match, the one with the longest remote
 * prefix; then the longest local prefix, the highest priority, and a given remote port before any. Immutable.
 */
public final class PlanTable {
    /** Matches nothing. */
    public static final PlanTable EMPTY = new PlanTable(List.of());

    private static final Comparator<StandingPlan> BEST_FIRST = Comparator
        .comparingInt((StandingPlan plan) -> -plan.local().map(Prefix::length).orElse(0))
        .thenComparing((one, other) -> Integer.compareUnsigned(other.priority(), one.priority()))
        .thenComparing(plan -> plan.remotePort() == 0);

    private final Map<Prefix, List<StandingPlan>> byRemote = new HashMap<>();
    /** Lengths that occur, longest first. */
    private final int[] ipv4Lengths;
    private final int[] ipv6Lengths;

    private PlanTable(Collection<StandingPlan> plans) {
        for (StandingPlan plan : plans) {
            byRemote.computeIfAbsent(plan.remote(), remote -> new ArrayList<>(1)).add(plan);
        }
        byRemote.values().forEach(same -> same.sort(BEST_FIRST));
        ipv4Lengths = lengths(false);
        ipv6Lengths = lengths(true);
    }

    public static PlanTable of(Collection<StandingPlan> plans) {
        return plans.isEmpty() ? EMPTY : new PlanTable(plans);
    }

    private int[] lengths(boolean ipv6) {
        TreeSet<Integer> found = new TreeSet<>(Comparator.reverseOrder());
        for (Prefix prefix : byRemote.keySet()) {
            if (prefix.isIpv6() == ipv6) {
                found.add(prefix.length());
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The plan of a connection that this host opens, or null. */
    public StandingPlan find(InetAddress local, InetAddress remote, int remotePort) {
        for (int length : remote.getAddress().length == 4 ? ipv4Lengths : ipv6Lengths) {
            List<StandingPlan> candidates = byRemote.get(Prefix.of(remote, length));
            if (candidates == null) {
                continue;
            }
            for (StandingPlan plan : candidates) {
                if (plan.matches(local, remotePort)) {
                    return plan;
                }
            }
        }
        return null;
    }
}
