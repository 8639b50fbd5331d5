// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Capabilities;
import org.crosslayer.control.v1.Command;
import org.crosslayer.control.v1.ConnectionClosed;
import org.crosslayer.control.v1.ConnectionSnapshot;
import org.crosslayer.control.v1.ControlGrpc;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Echo;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.EventBatch;
import org.crosslayer.control.v1.FourTuple;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.OutcomeBatch;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SubflowClosed;
import org.crosslayer.control.v1.SubflowEstablished;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.control.v1.TelemetryBatch;

/** One agent: its stream, its connections, and its answers, given by the thread that brings the question. */
final class PlayedAgent extends ClientCall.Listener<ControllerMessage> {
    private static final int PROTOCOL_VERSION = 1;
    private static final int INSTANCE_BYTES = 16;
    private static final int MOST_SUBFLOWS = 16;
    private static final int FIRST_EPHEMERAL_PORT = 32_768;
    private static final int EPHEMERAL_PORTS = 28_000;

    private final String id;
    private final ByteString address;
    private final Score score;
    private final ConcurrentMap<Integer, PlayedConnection> byToken = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger ports = new AtomicInteger();
    private ManagedChannel channel;
    private ClientCall<AgentMessage, ControllerMessage> call;
    private long sequence;
    private long attachBegin;
    private Runnable whenAttached;
    private volatile boolean ended;
    private volatile boolean leaving;
    private volatile Silence silence;
    /** Milliseconds between readings that the controller asked for at first. */
    private int firstInterval;
    /** So much longer they are by now. */
    private volatile int stretch = 1;
    private int turn;

    PlayedAgent(String id, ByteString address, Score score) {
        this.id = id;
        this.address = address;
        this.score = score;
    }

    String id() {
        return id;
    }

    ByteString address() {
        return address;
    }

    int newToken() {
        return tokens.incrementAndGet();
    }

    int newSourcePort() {
        return FIRST_EPHEMERAL_PORT + Math.floorMod(ports.getAndIncrement(), EPHEMERAL_PORTS);
    }

    Collection<PlayedConnection> connections() {
        return byToken.values();
    }

    /** Attaches; tells when it is welcomed or refused. */
    synchronized void attach(ManagedChannel over, Runnable attached) {
        channel = over;
        whenAttached = attached;
        attachBegin = System.nanoTime();
        sequence = 0;
        ended = false;
        call = channel.newCall(ControlGrpc.getAttachMethod(), CallOptions.DEFAULT);
        call.start(this, new Metadata());
        call.request(1);
        byte[] instance = ByteBuffer.allocate(INSTANCE_BYTES).putLong(attachBegin).array();
        send(AgentMessage.newBuilder().setHello(Hello.newBuilder().setProtocolVersion(PROTOCOL_VERSION).setAgentId(id)
            .setInstanceId(ByteString.copyFrom(instance)).setAgentVersion("load").addAddresses(address)
            .setCapabilities(Capabilities.newBuilder().setSubflows(true).setSetBackup(true).setTelemetry(true)
                .setMaxSubflows(MOST_SUBFLOWS))));
        ConnectionSnapshot.Builder snapshot = ConnectionSnapshot.newBuilder();
        byToken.values().forEach(connection -> snapshot.addConnections(connection.described(this)));
        send(AgentMessage.newBuilder().setSnapshot(snapshot));
    }

    /** Reports a connection that has come, as one of its ends. */
    void established(PlayedConnection connection) {
        int token = connection.token(this);
        byToken.put(token, connection);
        event(Event.newBuilder().setToken(token).setEstablished(connection.described(this)));
    }

    /** Reports a connection that has gone. */
    void closed(PlayedConnection connection) {
        int token = connection.token(this);
        byToken.remove(token);
        event(Event.newBuilder().setToken(token).setClosed(ConnectionClosed.getDefaultInstance()));
    }

    /** Looks whether the controller is there. */
    void look(long now) {
        Silence watch = silence;
        if (watch == null || ended || leaving) {
            return;
        }
        switch (watch.look(now, !byToken.isEmpty())) {
            case ASK:
                send(AgentMessage.newBuilder().setEcho(Echo.newBuilder().setNumber(now)));
                break;
            case GIVE_UP:
                giveUp();
                break;
            default:
                break;
        }
    }

    private synchronized void giveUp() {
        // Nothing can be sent from now on, and nobody has to hear that from gRPC first.
        ended = true;
        call.cancel("the controller has been silent for too long", null);
    }

    /**
     * Reports the counters of all connections in one message, unless the controller wants that less often; returns how
     * many subflows that are or would have been.
     */
    int measure() {
        turn++;
        if (turn % stretch != 0) {
            int spared = byToken.values().stream().mapToInt(PlayedConnection::readings).sum();
            score.spared(spared);
            return spared;
        }
        if (!ready()) {
            score.heldBack();
            return 0;
        }
        long now = System.nanoTime();
        TelemetryBatch.Builder batch = TelemetryBatch.newBuilder().setTimeNs(now);
        int count = 0;
        for (PlayedConnection connection : byToken.values()) {
            count += connection.measure(this, now, batch);
        }
        if (count > 0) {
            send(AgentMessage.newBuilder().setTelemetry(batch));
            score.readings(count);
        }
        return count;
    }

    private synchronized boolean ready() {
        return call != null && call.isReady();
    }

    private void event(Event.Builder event) {
        send(AgentMessage.newBuilder().setEvents(EventBatch.newBuilder()
            .addEvents(event.setTimeNs(System.nanoTime()))));
        score.events(1);
    }

    private synchronized void send(AgentMessage.Builder message) {
        if (!ended) {
            sequence++;
            call.sendMessage(message.setSequence(sequence).build());
        }
    }

    @Override
    public void onMessage(ControllerMessage message) {
        long now = System.nanoTime();
        if (silence != null) {
            silence.heard(now);
        }
        switch (message.getBodyCase()) {
            case WELCOME:
                score.attached(now - attachBegin);
                silence = new Silence(now);
                firstInterval = message.getWelcome().getPolicy().getTelemetry().getIntervalMs();
                tellAttached();
                break;
            case PLAN:
                carryOut(message.getPlan(), now);
                break;
            case POLICY:
                int interval = message.getPolicy().getTelemetry().getIntervalMs();
                stretch = firstInterval == 0 ? 1 : Math.max(1, interval / firstInterval);
                break;
            case ECHO:
                score.echoed(now - message.getEcho().getNumber());
                break;
            case COMMANDS:
                message.getCommands().getCommandsList().forEach(this::obey);
                break;
            default:
                break;
        }
        call.request(1);
    }

    private void carryOut(SubflowPlan plan, long now) {
        PlayedConnection connection = byToken.get(plan.getToken());
        boolean known = connection != null && !connection.closed();
        if (known && connection.planned()) {
            score.decided(connection.begin(), now);
        }
        OutcomeBatch.Builder outcomes = OutcomeBatch.newBuilder();
        EventBatch.Builder here = EventBatch.newBuilder();
        EventBatch.Builder there = EventBatch.newBuilder();
        for (int path = 0; path < plan.getPathsCount(); path++) {
            int sourcePort = plan.getPaths(path).getCandidateSourcePorts(0);
            outcomes.addOutcomes(Outcome.newBuilder().setCommandId(plan.getCommandId()).setPathIndex(path)
                .setResult(known ? Result.RESULT_DONE : Result.RESULT_UNKNOWN_CONNECTION)
                .setSourcePort(known ? sourcePort : 0));
            if (known) {
                int subflow = connection.opened(sourcePort);
                here.addEvents(opened(connection, this, sourcePort, subflow));
                there.addEvents(opened(connection, connection.acceptor(), sourcePort, subflow));
            }
        }
        send(AgentMessage.newBuilder().setOutcomes(outcomes));
        score.outcomes(plan.getPathsCount());
        if (known) {
            send(AgentMessage.newBuilder().setEvents(here));
            connection.acceptor().send(AgentMessage.newBuilder().setEvents(there));
            score.events(2 * plan.getPathsCount());
        }
    }

    private static Event.Builder opened(PlayedConnection connection, PlayedAgent end, int sourcePort, int id) {
        return Event.newBuilder().setToken(connection.token(end)).setTimeNs(System.nanoTime())
            .setSubflowEstablished(SubflowEstablished.newBuilder()
                .setSubflow(connection.subflow(end, sourcePort, id)));
    }

    private void obey(Command command) {
        PlayedConnection connection = byToken.get(command.getToken());
        send(AgentMessage.newBuilder().setOutcomes(OutcomeBatch.newBuilder().addOutcomes(Outcome.newBuilder()
            .setCommandId(command.getCommandId())
            .setResult(connection == null ? Result.RESULT_UNKNOWN_CONNECTION : Result.RESULT_DONE))));
        score.outcomes(1);
        if (connection != null && command.hasClose()) {
            FourTuple tuple = command.getClose().getTuple();
            connection.closed(tuple.getLocalPort());
            event(Event.newBuilder().setToken(command.getToken()).setSubflowClosed(SubflowClosed.newBuilder()
                .setSubflow(connection.subflow(this, tuple.getLocalPort(), 0))));
            score.moved();
        }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        ended = true;
        if (!leaving && !status.isOk()) {
            score.lost(id, status);
        }
        tellAttached();
    }

    private synchronized void tellAttached() {
        if (whenAttached != null) {
            whenAttached.run();
            whenAttached = null;
        }
    }

    /** Ends the stream in good order and the transport with it. */
    synchronized void leave() {
        leaving = true;
        if (call != null && !ended) {
            call.halfClose();
        }
        if (channel != null) {
            channel.shutdown();
        }
    }

    /** Ends the transport now. */
    synchronized void cut() {
        leaving = true;
        if (channel != null) {
            channel.shutdownNow();
        }
    }
}
