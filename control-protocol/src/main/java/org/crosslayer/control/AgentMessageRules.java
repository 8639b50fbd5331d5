// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

import java.util.HashSet;
import java.util.Set;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.ConnectionSnapshot;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.EventBatch;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.OutcomeBatch;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SubflowTelemetry;
import org.crosslayer.control.v1.TelemetryBatch;

/** Rules for what an agent sends. Unset bodies and kinds pass: they are of a newer agent and mean nothing yet. */
final class AgentMessageRules {
    private AgentMessageRules() {
    }

    static void check(AgentMessage message) throws InvalidMessageException {
        switch (message.getBodyCase()) {
            case HELLO:
                HelloRules.check(message.getHello(), FieldPath.root("hello"));
                break;
            case SNAPSHOT:
                snapshot(message.getSnapshot(), FieldPath.root("snapshot"));
                break;
            case EVENTS:
                events(message.getEvents(), FieldPath.root("events"));
                break;
            case OUTCOMES:
                outcomes(message.getOutcomes(), FieldPath.root("outcomes"));
                break;
            case TELEMETRY:
                telemetry(message.getTelemetry(), FieldPath.root("telemetry"));
                break;
            case STANDING:
                StandingReportRules.check(message.getStanding(), FieldPath.root("standing"));
                break;
            default:
                break;
        }
    }

    private static void snapshot(ConnectionSnapshot snapshot, FieldPath path) throws InvalidMessageException {
        Set<Integer> tokens = new HashSet<>();
        for (int i = 0; i < snapshot.getConnectionsCount(); i++) {
            Connection connection = snapshot.getConnections(i);
            FieldPath at = path.element("connections", i);
            connection(connection, at);
            FieldRules.nonZero(connection.getToken(), at.field("token"));
            if (!tokens.add(connection.getToken())) {
                throw at.field("token").bad("is " + Integer.toUnsignedString(connection.getToken())
                    + ", a second time in this snapshot");
            }
        }
    }

    private static void connection(Connection connection, FieldPath path) throws InvalidMessageException {
        FieldRules.tuple(connection.hasInitial(), connection.getInitial(), path.field("initial"));
        FieldRules.count(connection.getSubflowsCount(), 0, Limits.ADDRESS_ID + 1, path.field("subflows"));
        for (int i = 0; i < connection.getSubflowsCount(); i++) {
            FieldRules.subflow(true, connection.getSubflows(i), path.element("subflows", i));
        }
        FieldRules.count(connection.getAnnouncedCount(), 0, Limits.ADDRESS_ID + 1, path.field("announced"));
        for (int i = 0; i < connection.getAnnouncedCount(); i++) {
            FieldRules.announced(connection.getAnnounced(i), path.element("announced", i));
        }
    }

    private static void events(EventBatch batch, FieldPath path) throws InvalidMessageException {
        FieldRules.count(batch.getEventsCount(), 1, Limits.EVENTS, path.field("events"));
        for (int i = 0; i < batch.getEventsCount(); i++) {
            event(batch.getEvents(i), path.element("events", i));
        }
    }

    private static void event(Event event, FieldPath path) throws InvalidMessageException {
        FieldRules.nonZero(event.getToken(), path.field("token"));
        switch (event.getKindCase()) {
            case ESTABLISHED:
                established(event, path.field("established"));
                break;
            case SUBFLOW_ESTABLISHED:
                FieldRules.subflow(event.getSubflowEstablished().hasSubflow(),
                    event.getSubflowEstablished().getSubflow(), path.field("subflow_established").field("subflow"));
                break;
            case SUBFLOW_CLOSED:
                FieldPath closed = path.field("subflow_closed");
                FieldRules.subflow(event.getSubflowClosed().hasSubflow(), event.getSubflowClosed().getSubflow(),
                    closed.field("subflow"));
                FieldRules.errno(event.getSubflowClosed().getError(), closed.field("error"));
                break;
            case SUBFLOW_PRIORITY:
                FieldRules.subflow(event.getSubflowPriority().hasSubflow(), event.getSubflowPriority().getSubflow(),
                    path.field("subflow_priority").field("subflow"));
                break;
            case ADDRESS_ANNOUNCED:
                FieldRules.announced(event.getAddressAnnounced(), path.field("address_announced"));
                break;
            case ADDRESS_REMOVED:
                FieldRules.range(event.getAddressRemoved().getAddressId(), 0, Limits.ADDRESS_ID,
                    path.field("address_removed").field("address_id"));
                break;
            case STANDING_FAILED:
                StandingReportRules.failed(event.getStandingFailed(), path.field("standing_failed"));
                break;
            default:
                break;
        }
    }

    private static void established(Event event, FieldPath path) throws InvalidMessageException {
        Connection connection = event.getEstablished();
        connection(connection, path);
        if (connection.getToken() != event.getToken()) {
            throw path.field("token").bad("is " + Integer.toUnsignedString(connection.getToken())
                + ", the event's is " + Integer.toUnsignedString(event.getToken()));
        }
    }

    private static void outcomes(OutcomeBatch batch, FieldPath path) throws InvalidMessageException {
        FieldRules.count(batch.getOutcomesCount(), 1, Limits.OUTCOMES, path.field("outcomes"));
        for (int i = 0; i < batch.getOutcomesCount(); i++) {
            outcome(batch.getOutcomes(i), path.element("outcomes", i));
        }
    }

    private static void outcome(Outcome outcome, FieldPath path) throws InvalidMessageException {
        if (outcome.hasPathIndex()) {
            FieldRules.range(outcome.getPathIndex(), 0, Limits.PATHS - 1, path.field("path_index"));
        }
        if (outcome.getResult() == Result.RESULT_UNSPECIFIED) {
            throw path.field("result").bad("is unspecified");
        }
        FieldRules.errno(outcome.getError(), path.field("error"));
        FieldRules.text(outcome.getMessage(), Limits.OUTCOME_MESSAGE_CHARACTERS, path.field("message"));
        FieldRules.range(outcome.getSourcePort(), 0, Limits.PORT, path.field("source_port"));
        FieldRules.range(outcome.getCandidatesInUse(), 0, Limits.CANDIDATES, path.field("candidates_in_use"));
    }

    private static void telemetry(TelemetryBatch batch, FieldPath path) throws InvalidMessageException {
        FieldRules.count(batch.getSubflowsCount(), 1, Limits.TELEMETRY, path.field("subflows"));
        Set<Integer> tokens = new HashSet<>();
        for (int i = 0; i < batch.getSubflowsCount(); i++) {
            SubflowTelemetry subflow = batch.getSubflows(i);
            FieldPath at = path.element("subflows", i);
            FieldRules.nonZero(subflow.getToken(), at.field("token"));
            FieldRules.tuple(subflow.hasTuple(), subflow.getTuple(), at.field("tuple"));
            tokens.add(subflow.getToken());
        }
        FieldRules.count(batch.getConnectionsCount(), 0, Limits.TELEMETRY, path.field("connections"));
        for (int i = 0; i < batch.getConnectionsCount(); i++) {
            int token = batch.getConnections(i).getToken();
            if (!tokens.remove(token)) {
                throw path.element("connections", i).field("token").bad("is " + Integer.toUnsignedString(token)
                    + ", which no subflow of this batch has, or a connection before it");
            }
        }
    }
}
