// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import java.util.List;
import java.util.stream.Collectors;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.Event;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.crosslayer.mptcp.planning.PlanningService;

/** Takes the messages of attached agents to those whom they concern. */
final class MessageHandlers {
    private final ConnectionRegistry registry;
    private final PlanningService planning;
    private final EventHandler events;
    private final OutcomeHandler outcomes;
    private final TelemetryHandler telemetry;

    MessageHandlers(ConnectionRegistry registry, PlanningService planning) {
        this.registry = registry;
        this.planning = planning;
        this.events = new EventHandler(registry, planning);
        this.outcomes = new OutcomeHandler(planning);
        this.telemetry = new TelemetryHandler(registry, planning);
    }

    void snapshot(AgentSession session, List<Connection> connections) {
        AgentId agent = session.agent().id();
        if (connections.size() > ConnectionRegistry.MOST_CONNECTIONS) {
            session.noteTooMany();
        }
        planning.snapshot(session, registry.replace(agent, connections.stream()
            .map(connection -> WireValues.connection(agent, connection))
            .filter(connection -> EventHandler.ownAddress(session, connection.initial()))
            .limit(ConnectionRegistry.MOST_CONNECTIONS)
            .collect(Collectors.toList())));
    }

    /** Readings of subflows since the last call. */
    long readings() {
        return telemetry.readings();
    }

    void handle(AgentSession session, AgentMessage message) {
        switch (message.getBodyCase()) {
            case EVENTS:
                for (Event event : message.getEvents().getEventsList()) {
                    events.handle(session, event);
                }
                break;
            case OUTCOMES:
                outcomes.handle(session, message.getOutcomes());
                break;
            case TELEMETRY:
                telemetry.handle(session, message.getTelemetry());
                break;
            case STANDING:
                planning.standing(session, StandingMessages.status(message.getStanding()));
                break;
            default:
                // Bodies of newer agents mean nothing here.
                break;
        }
    }
}
