// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.mptcp.PlannedSubflow;

/** What the planner thinks of one connection. */
final class Proposal {
    private final List<PlannedSubflow> paths;
    private final boolean modelled;
    private final List<String> reasons;

    Proposal(List<PlannedSubflow> paths, boolean modelled, List<String> reasons) {
        this.paths = List.copyOf(paths);
        this.modelled = modelled;
        this.reasons = List.copyOf(reasons);
    }

    static Proposal nothing(String reason) {
        return new Proposal(List.of(), true, List.of(reason));
    }

    /** The same, but to be looked at again when more of the fabric is known. */
    Proposal postponed() {
        return new Proposal(List.of(), false, List.of("planned when the fabric is known: " + reasons.get(0)));
    }

    /** The same told only: nothing is asked for. */
    Proposal rehearsed(String why) {
        List<String> told = new ArrayList<>(reasons);
        for (PlannedSubflow path : paths) {
            told.add(why + ": would open " + (path.backup() ? "a backup" : "a subflow") + " from port "
                + path.sourcePorts().get(0) + " over " + path.outboundPath() + ", back over " + path.inboundPath());
        }
        return new Proposal(List.of(), modelled, paths.isEmpty() ? told(why, told) : told);
    }

    private static List<String> told(String why, List<String> reasons) {
        reasons.add(why + ": would open nothing");
        return reasons;
    }

    /** Subflows to ask for, in state ASKED. */
    List<PlannedSubflow> paths() {
        return paths;
    }

    /** False if the paths through the fabric are not known and the source ports count on luck. */
    boolean modelled() {
        return modelled;
    }

    /** Lines for people. */
    List<String> reasons() {
        return reasons;
    }
}
