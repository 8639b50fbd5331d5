// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import org.crosslayer.control.Limits;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Capabilities;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.ConnectionClosed;
import org.crosslayer.control.v1.ConnectionSnapshot;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.EventBatch;
import org.crosslayer.control.v1.FourTuple;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.OutcomeBatch;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.Subflow;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.MptcpConnectionEvent;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.planning.PlanningEngine;

/**
 * Plays an agent, without a network and against connections and plans of its own, so that the first real connection
 * does not wait for class loading and the compiler.
 */
final class Rehearsal extends ServerCall<Inbound, ControllerMessage> implements Sessions {
    private static final int ROUNDS = 300;
    private static final int FIRST_PORT = 33_000;
    private static final int SERVER_PORT = 80;

    private final RehearsalFabric fabric = new RehearsalFabric();
    private final AgentSession session;
    private SubflowPlan plan = SubflowPlan.getDefaultInstance();
    private long sequence;

    private Rehearsal() {
        ConnectionManager connections = new ConnectionManager() {
            @Override
            protected void post(MptcpConnectionEvent.Type type, MptcpConnection connection) {
            }
        };
        session = new AgentSession(new AgentStream(this, EndpointLimits.DEFAULT), "rehearsal",
            PeerIdentity.of(null), this,
            new MessageHandlers(connections, new PlanningEngine(fabric, connections, connections, Runnable::run)));
    }

    /** Takes about a second of a processor. Returns the number of paths planned. */
    static int run() {
        return new Rehearsal().play();
    }

    private int play() {
        say(AgentMessage.newBuilder().setHello(Hello.newBuilder().setProtocolVersion(Limits.PROTOCOL_VERSION)
            .setAgentId("rehearsal").setInstanceId(ByteString.copyFrom(new byte[Limits.INSTANCE_ID_BYTES]))
            .addAddresses(RehearsalFabric.CLIENT)
            .setCapabilities(Capabilities.newBuilder().setSubflows(true).setMaxSubflows(Limits.ADDRESS_ID))));
        say(AgentMessage.newBuilder().setSnapshot(ConnectionSnapshot.getDefaultInstance()));
        int paths = 0;
        for (int token = 1; token <= ROUNDS && !Thread.currentThread().isInterrupted(); token++) {
            event(Event.newBuilder().setToken(token).setEstablished(connection(token)));
            OutcomeBatch.Builder outcomes = OutcomeBatch.newBuilder();
            for (int i = 0; i < plan.getPathsCount(); i++) {
                outcomes.addOutcomes(Outcome.newBuilder().setCommandId(plan.getCommandId()).setPathIndex(i)
                    .setResult(Result.RESULT_DONE).setSourcePort(plan.getPaths(i).getCandidateSourcePorts(0)));
            }
            say(AgentMessage.newBuilder().setOutcomes(outcomes));
            event(Event.newBuilder().setToken(token).setClosed(ConnectionClosed.getDefaultInstance()));
            paths += plan.getPathsCount();
        }
        return paths;
    }

    private static Connection connection(int token) {
        FourTuple initial = FourTuple.newBuilder().setLocalAddress(RehearsalFabric.CLIENT)
            .setRemoteAddress(RehearsalFabric.SERVER).setLocalPort(FIRST_PORT + token).setRemotePort(SERVER_PORT)
            .build();
        return Connection.newBuilder().setToken(token).setInitial(initial)
            .addSubflows(Subflow.newBuilder().setTuple(initial)).build();
    }

    private void event(Event.Builder event) {
        say(AgentMessage.newBuilder().setEvents(EventBatch.newBuilder().addEvents(event)));
    }

    private void say(AgentMessage.Builder message) {
        sequence++;
        session.received(Inbound.MARSHALLER.parse(message.setSequence(sequence).build().toByteString().newInput()));
    }

    @Override
    public void sendMessage(ControllerMessage message) {
        try {
            plan = ControllerMessage.parseFrom(message.toByteArray()).getPlan();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void checkUnclaimed(AgentId id, PeerIdentity identity) {
    }

    @Override
    public void attach(AgentSession attached) {
    }

    @Override
    public void detach(AgentSession detached, String reason) {
    }

    @Override
    public void request(int messages) {
    }

    @Override
    public void sendHeaders(Metadata headers) {
    }

    @Override
    public void close(Status status, Metadata trailers) {
        throw new IllegalStateException("the rehearsal failed: " + status);
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public MethodDescriptor<Inbound, ControllerMessage> getMethodDescriptor() {
        throw new UnsupportedOperationException();
    }
}
