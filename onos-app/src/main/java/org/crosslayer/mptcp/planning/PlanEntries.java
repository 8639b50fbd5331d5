// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;

/** How plans and their outcomes change what is written down of a connection. */
final class PlanEntries {
    private PlanEntries() {
    }

    /** Adds new paths; of the old ones those stay that are kept. */
    static List<PlannedSubflow> extended(List<PlannedSubflow> known, Collection<PlannedSubflow> kept,
                                         List<PlannedSubflow> added) {
        List<PlannedSubflow> all = known.stream()
            .filter(planned -> planned.state() != PlannedSubflow.State.FAILED || kept.contains(planned))
            .collect(Collectors.toCollection(ArrayList::new));
        all.addAll(added);
        return all;
    }

    /** Enters an outcome in the place of what was asked for. */
    static MptcpConnection answered(MptcpConnection connection, PlannedSubflow asked, PathOutcome outcome) {
        int at = connection.planned().indexOf(asked);
        if (at < 0) {
            return connection;
        }
        List<PlannedSubflow> planned = new ArrayList<>(connection.planned());
        planned.set(at, outcome.result() == PathOutcome.Result.OPENED
            ? asked.opened(outcome.sourcePort()) : asked.failed(outcome.detail()));
        return connection.copy().planned(planned).build();
    }

    /** Takes out the plan of a subflow that is closed on purpose. */
    static MptcpConnection without(MptcpConnection connection, FourTuple closing) {
        List<PlannedSubflow> planned = connection.planned().stream()
            .filter(entry -> !entry.matches(closing)).collect(Collectors.toList());
        return planned.size() == connection.planned().size() ? connection
            : connection.copy().planned(planned).build();
    }

    /** Takes out what was asked for and is not awaited any more. */
    static MptcpConnection kept(MptcpConnection connection, Predicate<PlannedSubflow> awaited) {
        List<PlannedSubflow> planned = connection.planned().stream()
            .filter(entry -> entry.state() != PlannedSubflow.State.ASKED || awaited.test(entry))
            .collect(Collectors.toList());
        return planned.size() == connection.planned().size() ? connection
            : connection.copy().planned(planned).build();
    }
}
