// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;

/** Why a connection is planned: for the first time, or again for paths whose source ports were in use. */
final class Retry {
    static final Retry NONE = new Retry(0, Set.of());

    private final int attempt;
    private final Set<Integer> refused;

    private Retry(int attempt, Set<Integer> refused) {
        this.attempt = attempt;
        this.refused = refused;
    }

    static Retry of(SentPlan plan, Set<Integer> portsInUse) {
        return new Retry(plan.attempt() + 1, Set.copyOf(portsInUse));
    }

    int attempt() {
        return attempt;
    }

    boolean refused(int port) {
        return refused.contains(port);
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
