// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.crosslayer.control.v1.ConnectionTelemetry;
import org.crosslayer.control.v1.SubflowTelemetry;
import org.crosslayer.control.v1.TelemetryBatch;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionStatistics.SendingLimit;
import org.crosslayer.mptcp.connections.ConnectionReading;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.crosslayer.mptcp.connections.SubflowReading;
import org.crosslayer.mptcp.planning.PlanningService;

/**
 * Enters the counters that agents report. Those of unknown connections and subflows are left out: they may have
 * closed since the reading.
 */
final class TelemetryHandler {
    private final ConnectionRegistry registry;
    private final PlanningService planning;
    private final LongAdder readings = new LongAdder();

    TelemetryHandler(ConnectionRegistry registry, PlanningService planning) {
        this.registry = registry;
        this.planning = planning;
    }

    /** Readings of subflows since the last call. */
    long readings() {
        return readings.sumThenReset();
    }

    void handle(AgentSession session, TelemetryBatch batch) {
        readings.add(batch.getSubflowsCount());
        Map<Integer, List<SubflowReading>> byToken = new LinkedHashMap<>();
        for (SubflowTelemetry subflow : batch.getSubflowsList()) {
            byToken.computeIfAbsent(subflow.getToken(), token -> new ArrayList<>()).add(reading(subflow));
        }
        Map<Integer, SendingLimit> limits = new HashMap<>();
        for (ConnectionTelemetry connection : batch.getConnectionsList()) {
            limits.put(connection.getToken(), limit(connection));
        }
        byToken.forEach((token, subflows) -> {
            ConnectionKey key = WireValues.key(session.agent().id(), token);
            SendingLimit limit = limits.getOrDefault(token, SendingLimit.UNKNOWN);
            if (registry.measured(key, new ConnectionReading(batch.getTimeNs(), limit, subflows))) {
                planning.measured(key);
            }
        });
    }

    private static SubflowReading reading(SubflowTelemetry wire) {
        long[] counters = {wire.getBytesSent(), wire.getBytesAcked(), wire.getBytesReceived(),
            wire.getRetransmittedSegments()};
        return new SubflowReading(WireValues.tuple(wire.getTuple()), counters, wire.getRttUs(),
            wire.getCongestionWindow());
    }

    private static SendingLimit limit(ConnectionTelemetry wire) {
        switch (wire.getSendingLimit()) {
            case SENDING_LIMIT_IDLE:
                return SendingLimit.IDLE;
            case SENDING_LIMIT_APPLICATION:
                return SendingLimit.APPLICATION;
            case SENDING_LIMIT_NETWORK:
                return SendingLimit.NETWORK;
            case SENDING_LIMIT_RECEIVER:
                return SendingLimit.RECEIVER;
            default:
                return SendingLimit.UNKNOWN;
        }
    }
}
