// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import java.util.List;
import java.util.stream.Collectors;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.StandingPlanFailed;
import org.crosslayer.control.v1.SubflowClosed;
import org.crosslayer.mptcp.AnnouncedAddress;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.crosslayer.mptcp.planning.PlanningService;

/**
 * Enters events of the kernel as agents report them. Events of unknown connections are ignored: short connections
 * are never reported, and the last events of a closed one may come late.
 */
final class EventHandler {
    /** Address ids have eight bits: no connection has more subflows. */
    private static final int MOST_SUBFLOWS = 256;

    private final ConnectionRegistry registry;
    private final PlanningService planning;

    EventHandler(ConnectionRegistry registry, PlanningService planning) {
        this.registry = registry;
        this.planning = planning;
    }

    void handle(AgentSession session, Event event) {
        ConnectionKey key = WireValues.key(session.agent().id(), event.getToken());
        switch (event.getKindCase()) {
            case ESTABLISHED:
                established(session, WireValues.connection(key.agent(), event.getEstablished()));
                break;
            case CLOSED:
                registry.remove(key);
                planning.changed(session, key);
                break;
            case SUBFLOW_ESTABLISHED:
                Subflow established = WireValues.subflow(event.getSubflowEstablished().getSubflow());
                if (ownAddress(session, established.tuple())) {
                    registry.update(key, known -> known.subflows().size() >= MOST_SUBFLOWS ? known
                        : known.copy().with(established).build());
                    planning.changed(session, key);
                }
                break;
            case SUBFLOW_CLOSED:
                subflowClosed(key, event.getSubflowClosed());
                planning.changed(session, key);
                break;
            case SUBFLOW_PRIORITY:
                Subflow changed = WireValues.subflow(event.getSubflowPriority().getSubflow());
                registry.update(key, known -> known.subflows().contains(changed)
                    ? known.copy().with(changed).build() : known);
                planning.changed(session, key);
                break;
            case ADDRESS_ANNOUNCED:
                AnnouncedAddress announced = WireValues.announced(event.getAddressAnnounced());
                registry.update(key, known -> announced(known, announced.id(), List.of(announced)));
                break;
            case ADDRESS_REMOVED:
                int id = event.getAddressRemoved().getAddressId();
                registry.update(key, known -> announced(known, id, List.of()));
                break;
            case STANDING_FAILED:
                StandingPlanFailed failed = event.getStandingFailed();
                planning.standingFailed(session, key, failed.getPlan(), failed.getMessage()
                    + (failed.getError() == 0 ? "" : " (errno " + failed.getError() + ")"));
                break;
            default:
                break;
        }
    }

    private void established(AgentSession session, MptcpConnection reported) {
        if (!ownAddress(session, reported.initial())) {
            return;
        }
        if (registry.tooMany(reported.key())) {
            session.noteTooMany();
            return;
        }
        // The initial subflow is the connection's only one at first, whether the agent lists it or not.
        MptcpConnection connection = reported.subflows().isEmpty()
            ? reported.copy().with(Subflow.subflow(reported.initial(), 0, 0, false)).build() : reported;
        planning.established(session, registry.report(connection));
    }

    private void subflowClosed(ConnectionKey key, SubflowClosed event) {
        Subflow closed = WireValues.subflow(event.getSubflow());
        String why = event.getError() == 0 ? "closed" : "closed with errno " + event.getError();
        registry.update(key, known -> known.copy().without(closed).planned(known.planned().stream()
            .map(planned -> confirmed(planned, closed) ? planned.failed(why) : planned)
            .collect(Collectors.toList())).build());
    }

    /** Only what the agent has confirmed can close; a close before the outcome is of an older subflow. */
    private static boolean confirmed(PlannedSubflow planned, Subflow closed) {
        return planned.state() == PlannedSubflow.State.OPENED && planned.matches(closed.tuple());
    }

    /** What an agent says of others' addresses is left out; an honest one has such flows too, on loopback. */
    static boolean ownAddress(AgentSession session, FourTuple tuple) {
        return session.identity().speaksFor(tuple.localAddress());
    }

    private static MptcpConnection announced(MptcpConnection known, int id, List<AnnouncedAddress> replacement) {
        List<AnnouncedAddress> all = known.announced().stream()
            .filter(address -> address.id() != id).collect(Collectors.toList());
        all.addAll(replacement);
        return known.copy().announced(all).build();
    }
}
