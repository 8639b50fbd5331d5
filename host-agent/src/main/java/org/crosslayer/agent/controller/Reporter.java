// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.util.function.Consumer;
import org.crosslayer.agent.connections.AnnouncedAddress;
import org.crosslayer.agent.connections.ConnectionObserver;
import org.crosslayer.agent.connections.MptcpConnection;
import org.crosslayer.agent.connections.PlanFailure;
import org.crosslayer.agent.connections.Subflow;
import org.crosslayer.control.v1.AddressRemoved;
import org.crosslayer.control.v1.ConnectionClosed;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.StandingPlanFailed;
import org.crosslayer.control.v1.SubflowClosed;
import org.crosslayer.control.v1.SubflowEstablished;
import org.crosslayer.control.v1.SubflowPriority;

/** Reports what the table tells to the stream that is attached, straight from the thread that read the event. */
final class Reporter implements ConnectionObserver {
    private final Telemetry telemetry;
    private volatile ReportStream stream;

    Reporter(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    /** Reports to this stream from now on; null: to none. The stream's first snapshot must come after this. */
    void reportTo(ReportStream newStream) {
        stream = newStream;
        telemetry.sendTo(newStream);
    }

    private void report(MptcpConnection connection, long nanos, Consumer<Event.Builder> kind) {
        ReportStream to = stream;
        if (to != null) {
            Event.Builder event = Event.newBuilder().setTimeNs(nanos).setToken(connection.token());
            kind.accept(event);
            to.event(event.build());
        }
    }

    @Override
    public void eligible(MptcpConnection connection, long nanos) {
        report(connection, nanos, event -> event.setEstablished(Wire.connection(connection)));
    }

    @Override
    public void closed(MptcpConnection connection, long nanos) {
        report(connection, nanos, event -> event.setClosed(ConnectionClosed.getDefaultInstance()));
    }

    @Override
    public void subflowEstablished(MptcpConnection connection, Subflow subflow, long nanos) {
        report(connection, nanos, event -> event.setSubflowEstablished(
            SubflowEstablished.newBuilder().setSubflow(Wire.subflow(subflow))));
    }

    @Override
    public void subflowClosed(MptcpConnection connection, Subflow subflow, int error, Integer resetReason,
                              long nanos) {
        SubflowClosed.Builder closed = SubflowClosed.newBuilder().setSubflow(Wire.subflow(subflow)).setError(error);
        if (resetReason != null) {
            closed.setResetReason(resetReason);
        }
        report(connection, nanos, event -> event.setSubflowClosed(closed));
    }

    @Override
    public void subflowPriority(MptcpConnection connection, Subflow subflow, long nanos) {
        report(connection, nanos, event -> event.setSubflowPriority(
            SubflowPriority.newBuilder().setSubflow(Wire.subflow(subflow))));
    }

    @Override
    public void addressAnnounced(MptcpConnection connection, AnnouncedAddress address, long nanos) {
        report(connection, nanos, event -> event.setAddressAnnounced(Wire.announced(address)));
    }

    @Override
    public void addressRemoved(MptcpConnection connection, int remoteId, long nanos) {
        report(connection, nanos, event -> event.setAddressRemoved(
            AddressRemoved.newBuilder().setAddressId(remoteId)));
    }

    @Override
    public void standingFailed(MptcpConnection connection, PlanFailure failure, long nanos) {
        report(connection, nanos, event -> event.setStandingFailed(StandingPlanFailed.newBuilder()
            .setPlan(failure.plan()).setError(failure.errno()).setMessage(StandingWire.shortened(failure.message()))));
    }

    @Override
    public void resynced(long nanos) {
        ReportStream to = stream;
        if (to != null) {
            to.resynced();
        }
    }
}
