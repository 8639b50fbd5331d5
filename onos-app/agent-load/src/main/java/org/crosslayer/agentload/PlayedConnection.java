// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.ConnectionTelemetry;
import org.crosslayer.control.v1.FourTuple;
import org.crosslayer.control.v1.SendingLimit;
import org.crosslayer.control.v1.Subflow;
import org.crosslayer.control.v1.SubflowTelemetry;
import org.crosslayer.control.v1.TelemetryBatch;

/** A connection as the agents of both its hosts see it. Safe from any thread. */
final class PlayedConnection {
    static final int SERVER_PORT = 5001;
    /** What every connection sends: known demand that leaves the network room. */
    private static final long BYTES_PER_SECOND = 12_500_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int RTT_MICROS = 200;
    private static final int WINDOW = 20;

    private final PlayedAgent opener;
    private final PlayedAgent acceptor;
    private final int openerToken;
    private final int acceptorToken;
    private final long begin = System.nanoTime();
    /** Source ports of the subflows that are there, the initial one first. */
    private final List<Integer> sourcePorts = new ArrayList<>();
    private final AtomicBoolean planned = new AtomicBoolean();
    private volatile boolean closed;

    PlayedConnection(PlayedAgent opener, PlayedAgent acceptor, int sourcePort) {
        this.opener = opener;
        this.acceptor = acceptor;
        this.openerToken = opener.newToken();
        this.acceptorToken = acceptor.newToken();
        sourcePorts.add(sourcePort);
    }

    PlayedAgent opener() {
        return opener;
    }

    PlayedAgent acceptor() {
        return acceptor;
    }

    int token(PlayedAgent end) {
        return end == opener ? openerToken : acceptorToken;
    }

    long begin() {
        return begin;
    }

    /** A plan has come: true for the first, false for those that come later because something has changed. */
    boolean planned() {
        return !planned.getAndSet(true);
    }

    void close() {
        closed = true;
    }

    boolean closed() {
        return closed;
    }

    /** What an end tells of the connection. */
    synchronized Connection described(PlayedAgent end) {
        Connection.Builder wire = Connection.newBuilder().setToken(token(end)).setServerSide(end == acceptor)
            .setInitial(tuple(end, sourcePorts.get(0)));
        for (int index = 0; index < sourcePorts.size(); index++) {
            wire.addSubflows(subflow(end, sourcePorts.get(index), index));
        }
        return wire.build();
    }

    /** Enters a subflow; its address id. */
    synchronized int opened(int sourcePort) {
        sourcePorts.add(sourcePort);
        return sourcePorts.size() - 1;
    }

    synchronized void closed(int sourcePort) {
        sourcePorts.remove((Integer) sourcePort);
    }

    Subflow.Builder subflow(PlayedAgent end, int sourcePort, int id) {
        return Subflow.newBuilder().setTuple(tuple(end, sourcePort)).setLocalId(id).setRemoteId(0);
    }

    private FourTuple tuple(PlayedAgent end, int sourcePort) {
        ByteString here = end.address();
        ByteString there = (end == opener ? acceptor : opener).address();
        return FourTuple.newBuilder().setLocalAddress(here).setRemoteAddress(there)
            .setLocalPort(end == opener ? sourcePort : SERVER_PORT)
            .setRemotePort(end == opener ? SERVER_PORT : sourcePort).build();
    }

    /** How many subflows there are to read. */
    synchronized int readings() {
        return closed ? 0 : sourcePorts.size();
    }

    /** Adds the counters of all subflows; returns how many. The opener sends, limited by its application. */
    synchronized int measure(PlayedAgent end, long now, TelemetryBatch.Builder batch) {
        int count = sourcePorts.size();
        if (closed || count == 0) {
            return 0;
        }
        boolean sends = end == opener;
        long bytes = (long) ((now - begin) / NANOS_PER_SECOND * BYTES_PER_SECOND);
        for (int sourcePort : sourcePorts) {
            batch.addSubflows(SubflowTelemetry.newBuilder().setToken(token(end)).setTuple(tuple(end, sourcePort))
                .setBytesSent(sends ? bytes / count : 0).setBytesAcked(sends ? bytes / count : 0)
                .setBytesReceived(sends ? 0 : bytes / count).setRttUs(RTT_MICROS).setCongestionWindow(WINDOW));
        }
        batch.addConnections(ConnectionTelemetry.newBuilder().setToken(token(end))
            .setSendingLimit(sends ? SendingLimit.SENDING_LIMIT_APPLICATION : SendingLimit.SENDING_LIMIT_IDLE));
        return count;
    }
}
