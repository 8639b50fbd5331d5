// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.Subflow;

/** Connections that a new policy may ask to change, a few at a time. For one thread. */
final class PolicyReview {
    private final PlanningEngine engine;
    private final Mover mover;
    private final Set<ConnectionKey> waiting = new LinkedHashSet<>();

    PolicyReview(PlanningEngine engine, Mover mover) {
        this.engine = engine;
        this.mover = mover;
    }

    void add(Collection<ConnectionKey> keys) {
        waiting.addAll(keys);
    }

    /** Looks at some until about so many subflows are opened or closed; returns how many that are. */
    int some(int most) {
        int changes = 0;
        List<ConnectionKey> keys = List.copyOf(waiting);
        for (int i = 0; i < keys.size() && changes < most; i++) {
            waiting.remove(keys.get(i));
            changes += review(keys.get(i));
        }
        return changes;
    }

    private int review(ConnectionKey key) {
        AgentChannel channel = engine.channel(key.agent());
        MptcpConnection connection = engine.connection(key).orElse(null);
        if (channel == null || connection == null) {
            // Whoever attaches is planned by the policy in force.
            return 0;
        }
        int most = engine.mostSubflows(channel, connection);
        if (connection.subflows().size() <= most) {
            return engine.plan(channel, connection, Retry.NONE);
        }
        List<FiveTuple> close = excess(connection, most);
        if (!close.isEmpty() && !mover.begin(channel, connection, List.of(), close, null,
                "the policy allows " + most + (most == 1 ? " subflow" : " subflows"))) {
            waiting.add(key);
        }
        return close.size();
    }

    /** What is to go of a connection that has too many subflows: the youngest; the initial one stays. */
    private static List<FiveTuple> excess(MptcpConnection connection, int most) {
        List<Subflow> others = new ArrayList<>(connection.subflows());
        others.removeIf(subflow -> subflow.tuple().equals(connection.initial()));
        int go = Math.min(others.size(), connection.subflows().size() - most);
        return others.subList(others.size() - go, others.size()).stream()
            .map(subflow -> Flows.outbound(subflow.tuple())).collect(Collectors.toList());
    }
}
