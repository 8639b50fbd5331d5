// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.crosslayer.control.MessageValidator;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Capabilities;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.ConnectionSnapshot;
import org.crosslayer.control.v1.ControlGrpc;
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

/** One stream of an agent that says what the test wants, bytes that are no message included. */
final class TestAgent extends ClientCall.Listener<ControllerMessage> implements AutoCloseable {
    static final ByteString LOCAL = ByteString.copyFrom(new byte[] {10, 0, 1, 2});
    static final ByteString REMOTE = ByteString.copyFrom(new byte[] {10, 0, 2, 2});
    /** What does not come within this time does not come: long, because machines may be busy. */
    private static final int SECONDS = 60;

    private static final MethodDescriptor<byte[], ControllerMessage> ATTACH =
        MethodDescriptor.<byte[], ControllerMessage>newBuilder()
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName(ControlGrpc.getAttachMethod().getFullMethodName())
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(ProtoUtils.marshaller(ControllerMessage.getDefaultInstance()))
            .build();

    /** After the last message: nobody has to wait for more. */
    private static final ControllerMessage END = ControllerMessage.newBuilder().build();

    private final ManagedChannel channel;
    private final ClientCall<byte[], ControllerMessage> call;
    private final String id;
    private final BlockingQueue<ControllerMessage> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private long sequence;

    TestAgent(ManagedChannel channel, String id) {
        this(channel, id, Integer.MAX_VALUE);
    }

    private TestAgent(ManagedChannel channel, String id, int messagesToRead) {
        this.channel = channel;
        this.id = id;
        this.call = channel.newCall(ATTACH, CallOptions.DEFAULT);
        call.start(this, new Metadata());
        if (messagesToRead > 0) {
            call.request(messagesToRead);
        }
    }

    /** An agent that never reads. */
    static TestAgent unread(ManagedChannel channel, String id) {
        return new TestAgent(channel, id, 0);
    }

    static TestAgent plaintext(int port, String id) {
        return new TestAgent(NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build(), id);
    }

    Hello.Builder hello() {
        return hello(id);
    }

    /** What an agent of this name says first. */
    static Hello.Builder hello(String id) {
        return Hello.newBuilder().setProtocolVersion(1).setAgentId(id).setInstanceId(ByteString.copyFrom(new byte[16]))
            .setAgentVersion("test").setKernelRelease("6.18").addAddresses(LOCAL)
            .setCapabilities(Capabilities.newBuilder().setSubflows(true).setIpv6(true).setMaxSubflows(16));
    }

    /** Says hello and gives a snapshot; returns when the controller has answered. */
    TestAgent attach(Connection.Builder... connections) throws Exception {
        send(AgentMessage.newBuilder().setHello(hello()));
        assertThat(next().hasWelcome()).isTrue();
        snapshot(false, connections);
        return this;
    }

    void snapshot(boolean more, Connection.Builder... connections) {
        ConnectionSnapshot.Builder snapshot = ConnectionSnapshot.newBuilder().setMore(more);
        Arrays.stream(connections).forEach(snapshot::addConnections);
        send(AgentMessage.newBuilder().setSnapshot(snapshot));
    }

    void established(Connection.Builder connection) {
        send(Event.newBuilder().setToken(connection.getToken()).setEstablished(connection));
    }

    void send(Event.Builder event) {
        send(AgentMessage.newBuilder().setEvents(EventBatch.newBuilder().addEvents(event)));
    }

    void send(Outcome.Builder outcome) {
        send(AgentMessage.newBuilder().setOutcomes(OutcomeBatch.newBuilder().addOutcomes(outcome)));
    }

    /** Reports that every path was opened from its first candidate. */
    void opened(SubflowPlan plan) {
        for (int i = 0; i < plan.getPathsCount(); i++) {
            send(Outcome.newBuilder().setCommandId(plan.getCommandId()).setPathIndex(i).setResult(Result.RESULT_DONE)
                .setSourcePort(plan.getPaths(i).getCandidateSourcePorts(0)));
        }
    }

    void send(AgentMessage.Builder message) {
        sequence++;
        sendRaw(message.setSequence(sequence).build().toByteArray());
    }

    void sendRaw(byte[] bytes) {
        call.sendMessage(bytes);
    }

    void halfClose() {
        call.halfClose();
    }

    /** The next message from the controller, which has to be valid and rightly numbered. */
    ControllerMessage next() throws Exception {
        ControllerMessage message = received.poll(SECONDS, TimeUnit.SECONDS);
        if (message == END) {
            received.add(END);
        }
        assertThat(message).as("message from the controller; stream ended: %s", end.getNow(null)).isNotNull()
            .isNotSameAs(END);
        MessageValidator.validate(message);
        return message;
    }

    SubflowPlan nextPlan() throws Exception {
        ControllerMessage message = next();
        assertThat(message.getBodyCase()).isEqualTo(ControllerMessage.BodyCase.PLAN);
        return message.getPlan();
    }

    /** How the stream ended; waits for it. */
    Status end() throws Exception {
        return end.get(SECONDS, TimeUnit.SECONDS);
    }

    boolean ended() {
        return end.isDone();
    }

    static Connection.Builder connection(int token, int localPort) {
        return Connection.newBuilder().setToken(token).setInitial(tuple(localPort)).addSubflows(subflow(localPort));
    }

    static Subflow.Builder subflow(int localPort) {
        return Subflow.newBuilder().setTuple(tuple(localPort));
    }

    static FourTuple.Builder tuple(int localPort) {
        return FourTuple.newBuilder().setLocalAddress(LOCAL).setRemoteAddress(REMOTE).setLocalPort(localPort)
            .setRemotePort(80);
    }

    @Override
    public void onMessage(ControllerMessage message) {
        received.add(message);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        end.complete(status);
        received.add(END);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** Bytes as they are. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            throw new UnsupportedOperationException();
        }
    }
}
