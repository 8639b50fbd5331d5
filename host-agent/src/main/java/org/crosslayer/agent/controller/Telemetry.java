// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.util.List;
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
        List<MptcpSocket> listing;
        try {
            listing = sockets.connections();
        } catch (NetlinkException e) {
            LOG.warn("the counters of subflows cannot be read: {}", e.getMessage());
            return;
        }
        TelemetryBatch.Builder batch = TelemetryBatch.newBuilder().setTimeNs(System.nanoTime());
        for (MptcpSocket socket : listing) {
            if (!isReported(socket.token())) {
                continue;
            }
            for (SubflowSocket subflow : socket.subflows()) {
                batch.addSubflows(counters(socket.token(), subflow));
                if (batch.getSubflowsCount() == Limits.TELEMETRY) {
                    to.telemetry(batch.build());
                    batch.clearSubflows();
                }
            }
        }
        if (batch.getSubflowsCount() > 0) {
            to.telemetry(batch.build());
        }
    }

    private boolean isReported(int token) {
        return table.locked(() -> {
            MptcpConnection connection = table.connection(token);
            return connection != null && connection.isEligible();
        });
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
            .build();
    }
}
