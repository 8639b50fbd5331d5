// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import io.grpc.stub.ClientCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.control.Limits;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Echo;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.EventBatch;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.OutcomeBatch;
import org.crosslayer.control.v1.StandingReport;
import org.crosslayer.control.v1.TelemetryBatch;

/**
 * The sending direction of one stream. What the controller plans for, a connection that this host has opened, goes
 * out at once; other events are gathered for some milliseconds, so that they do not take the processor from the plan
 * that is on its way. While the controller does not keep up, events are queued, and when the queue is full they are
 * dropped and a snapshot is sent instead as soon as there is room. Order is kept. Nothing here blocks.
 *
 * <p>Locks: the table's is taken before this object's, never after it.
 */
final class ReportStream {
    /** Events that wait at most: about 1 MiB. */
    static final int MAX_QUEUED = 4096;
    /** For how long events that nobody waits for are gathered. */
    static final int GATHER_MILLIS = 5;

    private final ConnectionTable table;
    private final ClientCallStreamObserver<AgentMessage> out;
    private final ScheduledExecutorService executor;
    private final Deque<Event> queued = new ArrayDeque<>();
    private StandingReport standing;
    private boolean live;
    private boolean snapshotDue;
    private boolean gathering;
    private boolean ended;
    private long sequence;

    ReportStream(ConnectionTable table, ClientCallStreamObserver<AgentMessage> out,
                 ScheduledExecutorService executor) {
        this.table = table;
        this.out = out;
        this.executor = executor;
    }

    synchronized void hello(Hello hello) {
        send(AgentMessage.newBuilder().setHello(hello));
    }

    /** Asks whether the controller is there. */
    synchronized void echo(long number) {
        send(AgentMessage.newBuilder().setEcho(Echo.newBuilder().setNumber(number)));
    }

    /** Sends a snapshot now and lets events follow it. */
    void snapshot() {
        table.locked(() -> {
            synchronized (this) {
                live = true;
                snapshotDue = false;
                queued.clear();
                for (AgentMessage.Builder part : SnapshotParts.of(table)) {
                    send(part);
                }
                sendStanding();
            }
            return null;
        });
    }

    /** The table was rebuilt; called under its lock. */
    synchronized void resynced() {
        if (live && out.isReady()) {
            snapshot();
        } else {
            snapshotInstead();
        }
    }

    /** Sends a snapshot as soon as there is room, instead of everything that is queued. */
    private void snapshotInstead() {
        queued.clear();
        snapshotDue = live;
    }

    /** Called under the table's lock, so that events and snapshots are in order. */
    synchronized void event(Event event) {
        if (!live || snapshotDue || ended) {
            return;
        }
        if (queued.size() == MAX_QUEUED) {
            snapshotInstead();
            return;
        }
        queued.add(event);
        if (isUrgent(event)) {
            sendQueued();
        } else if (!gathering) {
            gathering = true;
            executor.schedule(this::drain, GATHER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean isUrgent(Event event) {
        return event.hasEstablished() && !event.getEstablished().getServerSide() || event.hasStandingFailed();
    }

    synchronized void outcomes(List<Outcome> outcomes) {
        for (int from = 0; from < outcomes.size(); from += Limits.OUTCOMES) {
            int to = Math.min(outcomes.size(), from + Limits.OUTCOMES);
            send(AgentMessage.newBuilder().setOutcomes(
                OutcomeBatch.newBuilder().addAllOutcomes(outcomes.subList(from, to))));
        }
    }

    /** Counters are worth nothing later: dropped while the controller does not keep up. */
    synchronized void telemetry(TelemetryBatch batch) {
        if (live && out.isReady()) {
            send(AgentMessage.newBuilder().setTelemetry(batch));
        }
    }

    /** Replaces a report that has not gone out yet. */
    synchronized void standing(StandingReport report) {
        standing = report;
        sendStanding();
    }

    private void sendStanding() {
        if (standing != null && live && out.isReady()) {
            send(AgentMessage.newBuilder().setStanding(standing));
            standing = null;
        }
    }

    /** Sends what waited. Not to be called under the table's lock or this object's. */
    void drain() {
        if (isSnapshotDue()) {
            snapshot();
        }
        synchronized (this) {
            gathering = false;
            sendQueued();
            sendStanding();
        }
    }

    private void sendQueued() {
        while (!queued.isEmpty() && out.isReady()) {
            EventBatch.Builder batch = EventBatch.newBuilder();
            while (!queued.isEmpty() && batch.getEventsCount() < Limits.EVENTS) {
                batch.addEvents(queued.remove());
            }
            send(AgentMessage.newBuilder().setEvents(batch));
        }
    }

    private synchronized boolean isSnapshotDue() {
        return snapshotDue && out.isReady();
    }

    /** From now on everything is dropped. */
    synchronized void end() {
        ended = true;
        live = false;
        queued.clear();
    }

    private void send(AgentMessage.Builder message) {
        if (ended) {
            return;
        }
        try {
            out.onNext(message.setSequence(++sequence).build());
        } catch (IllegalStateException e) {
            // The call was cancelled meanwhile: its end is on its way to the session.
            end();
        }
    }
}
