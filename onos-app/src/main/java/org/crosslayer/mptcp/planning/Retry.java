// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;

/** Why a connection is planned: for the first time, or again for paths whose source ports were in use. */
final class Retry {
    static final Retry NONE = new Retry(0, List.of());

    private final int attempt;
    private final List<PlannedSubflow> paths;
    private final Set<Integer> refused = new HashSet<>();

    private Retry(int attempt, List<PlannedSubflow> paths) {
        this.attempt = attempt;
        this.paths = List.copyOf(paths);
        paths.forEach(path -> refused.addAll(path.sourcePorts()));
    }

    /** For the paths of a plan whose candidates were all in use. */
    static Retry of(SentPlan plan, List<PlannedSubflow> inUse) {
        return new Retry(plan.attempt() + 1, inUse);
    }

    int attempt() {
        return attempt;
    }

    boolean refused(int port) {
        return refused.contains(port);
    }

    /**
     * What to ask for, of what is proposed: one subflow for each that is tried again, rather on the same path. The
     * two directions of a connection may lack different paths, so that more than that could be of use; but what was
     * not worth it in the first plan is not worth it now.
     */
    List<PlannedSubflow> chosen(List<PlannedSubflow> proposed) {
        if (attempt == 0) {
            return proposed;
        }
        List<PlannedSubflow> left = new ArrayList<>(proposed);
        List<PlannedSubflow> chosen = new ArrayList<>();
        for (PlannedSubflow wanted : paths) {
            left.stream().min(Comparator.comparingInt(path -> distance(path, wanted))).ifPresent(path -> {
                left.remove(path);
                chosen.add(path);
            });
        }
        return chosen;
    }

    /** In how many directions two planned subflows take different paths. */
    private static int distance(PlannedSubflow one, PlannedSubflow other) {
        return (one.outboundPath().equals(other.outboundPath()) ? 0 : 1)
            + (one.inboundPath().equals(other.inboundPath()) ? 0 : 1);
    }

    /** Planned subflows that count as there. */
    List<PlannedSubflow> occupied(MptcpConnection connection) {
        return connection.planned().stream().filter(this::keeps).collect(Collectors.toList());
    }

    /**
     * Whether a planned subflow counts as there. On a retry, those that failed for another reason do too, so that
     * they are not asked for again.
     */
    private boolean keeps(PlannedSubflow planned) {
        if (planned.state() != PlannedSubflow.State.FAILED) {
            return true;
        }
        return attempt > 0 && !refused.containsAll(planned.sourcePorts());
    }
}
