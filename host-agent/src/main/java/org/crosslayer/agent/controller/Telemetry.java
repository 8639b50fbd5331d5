// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.MptcpConnection;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import org.crosslayer.agent.sockdiag.SubflowSocket;
import org.crosslayer.control.Limits;
import org.crosslayer.control.v1.ConnectionTelemetry;
import org.crosslayer.control.v1.SendingLimit;
import org.crosslayer.control.v1.SubflowTelemetry;
import org.crosslayer.control.v1.TelemetryBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the counters of reported connections' subflows at the interval that the controller wants. */
final class Telemetry {
    private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);

    private final ConnectionTable table;
    private final MptcpSocketDump sockets;
    private final ScheduledExecutorService scheduler;
    private final SendingHistory history = new SendingHistory();
    private ReportStream stream;
    private int intervalMillis;
    private ScheduledFuture<?> readings;

    Telemetry(ConnectionTable table, MptcpSocketDump sockets, ScheduledExecutorService scheduler) {
        this.table = table;
        this.sockets = sockets;
        this.scheduler = scheduler;
    }

    /** @param newStream null while detached */
    synchronized void sendTo(ReportStream newStream) {
        stream = newStream;
        restart();
    }

    /** @param millis 0: no readings */
    synchronized void setInterval(int millis) {
        if (millis != intervalMillis) {
            intervalMillis = millis;
            restart();
        }
    }

    private void restart() {
        if (readings != null) {
            readings.cancel(false);
            readings = null;
        }
        if (stream != null && intervalMillis > 0) {
            ReportStream to = stream;
            readings = scheduler.scheduleWithFixedDelay(() -> read(to), intervalMillis, intervalMillis,
                TimeUnit.MILLISECONDS);
        }
    }

    private void read(ReportStream to) {
        Map<Integer, Long> reported = reported();
        List<MptcpSocket> listing;
        try {
            listing = reported.isEmpty() ? List.of() : sockets.connections(reported::containsKey);
        } catch (NetlinkException e) {
            LOG.warn("the counters of subflows cannot be read: {}", e.getMessage());
            return;
        }
        long now = System.nanoTime();
        TelemetryBatch.Builder batch = TelemetryBatch.newBuilder().setTimeNs(now);
        for (MptcpSocket socket : listing) {
            Long establishedNanos = reported.get(socket.token());
            if (establishedNanos == null || socket.subflows().isEmpty()) {
                continue;
            }
            if (batch.getSubflowsCount() + socket.subflows().size() > Limits.TELEMETRY) {
                to.telemetry(batch.build());
                batch.clearSubflows().clearConnections();
            }
            socket.subflows().forEach(subflow -> batch.addSubflows(counters(socket.token(), subflow)));
            batch.addConnections(counters(socket, history.judge(socket, now, establishedNanos)));
        }
        history.endOfReading();
        if (batch.getSubflowsCount() > 0) {
            to.telemetry(batch.build());
        }
    }

    /** Tokens of the connections that the controller knows, and when each came up. */
    private Map<Integer, Long> reported() {
        return table.locked(() -> {
            Map<Integer, Long> reported = new HashMap<>();
            for (MptcpConnection connection : table.connections()) {
                if (connection.isEligible()) {
                    reported.put(connection.token(), connection.establishedNanos());
                }
            }
            return reported;
        });
    }

    private static ConnectionTelemetry counters(MptcpSocket socket, SendingLimit limit) {
        return ConnectionTelemetry.newBuilder()
            .setToken(socket.token())
            .setBytesAcked(socket.info().bytesAcked())
            .setBytesReceived(socket.info().bytesReceived())
            .setBacklogBytes(socket.backlogBytes())
            .setSendingLimit(limit)
            .build();
    }

    private static SubflowTelemetry counters(int token, SubflowSocket subflow) {
        return SubflowTelemetry.newBuilder()
            .setToken(token)
            .setTuple(Wire.tuple(subflow.tuple()))
            .setBytesSent(subflow.tcp().bytesSent())
            .setBytesReceived(subflow.tcp().bytesReceived())
            .setRetransmittedSegments(subflow.tcp().retransmittedSegments())
            .setDeliveryRate(subflow.tcp().deliveryRate())
            .setRttUs((int) subflow.tcp().rttMicros())
            .setCongestionWindow((int) subflow.tcp().congestionWindow())
            .setBytesAcked(subflow.tcp().bytesAcked())
            .setUnsentBytes(subflow.tcp().notSentBytes())
            .setBusyUs(subflow.tcp().busyMicros())
            .setReceiverLimitedUs(subflow.tcp().receiverLimitedMicros())
            .build();
    }
}
