// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.it;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Capabilities;
import org.crosslayer.control.v1.Command;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.ConnectionSnapshot;
import org.crosslayer.control.v1.ConnectionTelemetry;
import org.crosslayer.control.v1.ControlGrpc;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.EventBatch;
import org.crosslayer.control.v1.FourTuple;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.OutcomeBatch;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SendingLimit;
import org.crosslayer.control.v1.Subflow;
import org.crosslayer.control.v1.SubflowClosed;
import org.crosslayer.control.v1.SubflowEstablished;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.control.v1.SubflowPriority;
import org.crosslayer.control.v1.SubflowTelemetry;
import org.crosslayer.control.v1.TelemetryBatch;
import org.crosslayer.mptcp.agents.TestCertificate;
import org.onlab.packet.IpAddress;

/** An agent of one host, played by the test over mutual TLS. */
final class PlayedAgent implements StreamObserver<ControllerMessage>, AutoCloseable {
    static final String ID = "played";

    private final String id;
    private final ManagedChannel channel;
    private final StreamObserver<AgentMessage> toController;
    private final BlockingQueue<ControllerMessage> received = new LinkedBlockingQueue<>();
    private final IpAddress address;
    private long sequence;
    private volatile Throwable failure;
    private final CountDownLatch ended = new CountDownLatch(1);

    PlayedAgent(String id, int port, TestCertificate own, TestCertificate controller, IpAddress address)
            throws Exception {
        this.id = id;
        this.address = address;
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port).sslContext(GrpcSslContexts.forClient()
                .protocols("TLSv1.3").keyManager(own.certificate(), own.key())
                .trustManager(controller.certificate()).build()).build();
        toController = ControlGrpc.newStub(channel).attach(this);
    }

    void attach() throws InterruptedException {
        attach(Capabilities.newBuilder().setSubflows(true).setSetBackup(true).setTelemetry(true).setMaxSubflows(8));
    }

    void attach(Capabilities.Builder capabilities) throws InterruptedException {
        attach(capabilities, ConnectionSnapshot.getDefaultInstance());
    }

    /** Attaches as a restarted agent, or one of a restarted controller: with what its kernel has. */
    void attach(Connection... connections) throws InterruptedException {
        attach(Capabilities.newBuilder().setSubflows(true).setSetBackup(true).setMaxSubflows(8),
                ConnectionSnapshot.newBuilder().addAllConnections(List.of(connections)).build());
    }

    private void attach(Capabilities.Builder capabilities, ConnectionSnapshot snapshot) throws InterruptedException {
        send(AgentMessage.newBuilder().setHello(Hello.newBuilder().setProtocolVersion(1).setAgentId(id)
                .setInstanceId(ByteString.copyFrom(new byte[16])).addAddresses(bytes(address))
                .setCapabilities(capabilities)));
        send(AgentMessage.newBuilder().setSnapshot(snapshot));
        if (!next().hasWelcome()) {
            throw new AssertionError("Hello was not answered by Welcome");
        }
    }

    void reportEstablished(int token, int sourcePort, IpAddress server, int serverPort) {
        FourTuple tuple = tuple(sourcePort, server, serverPort);
        reportEstablished(Connection.newBuilder().setToken(token).setInitial(tuple)
                .addSubflows(Subflow.newBuilder().setTuple(tuple)).build());
    }

    void reportEstablished(Connection connection) {
        report(Event.newBuilder().setToken(connection.getToken()).setEstablished(connection));
    }

    /** Answers that the SYN of each path's first candidate is out. */
    void open(SubflowPlan plan) {
        OutcomeBatch.Builder outcomes = OutcomeBatch.newBuilder();
        for (int i = 0; i < plan.getPathsCount(); i++) {
            outcomes.addOutcomes(Outcome.newBuilder().setCommandId(plan.getCommandId()).setPathIndex(i)
                    .setResult(Result.RESULT_DONE).setSourcePort(plan.getPaths(i).getCandidateSourcePorts(0)));
        }
        send(AgentMessage.newBuilder().setOutcomes(outcomes));
    }

    /** The subflows of a plan that was answered by {@link #open} are established. */
    void establish(SubflowPlan plan, IpAddress server, int serverPort) {
        plan.getPathsList().forEach(path -> report(Event.newBuilder().setToken(plan.getToken()).setSubflowEstablished(
                SubflowEstablished.newBuilder().setSubflow(Subflow.newBuilder().setLocalId(1)
                        .setTuple(tuple(path.getCandidateSourcePorts(0), server, serverPort))))));
    }

    /** Carries out a command and says so. */
    void obey(Command command) {
        send(AgentMessage.newBuilder().setOutcomes(OutcomeBatch.newBuilder().addOutcomes(Outcome.newBuilder()
                .setCommandId(command.getCommandId()).setResult(Result.RESULT_DONE))));
        Event.Builder event = Event.newBuilder().setToken(command.getToken());
        report(command.hasClose()
                ? event.setSubflowClosed(SubflowClosed.newBuilder().setSubflow(Subflow.newBuilder()
                        .setTuple(command.getClose().getTuple())))
                : event.setSubflowPriority(SubflowPriority.newBuilder().setSubflow(Subflow.newBuilder()
                        .setTuple(command.getSetBackup().getTuple()).setBackup(true))));
    }

    /** Reports the counters of one subflow. */
    void measure(long timeNanos, int token, FourTuple tuple, long bytesSent, SendingLimit limit) {
        send(AgentMessage.newBuilder().setTelemetry(TelemetryBatch.newBuilder().setTimeNs(timeNanos)
                .addSubflows(SubflowTelemetry.newBuilder().setToken(token).setTuple(tuple).setBytesSent(bytesSent)
                        .setBytesAcked(bytesSent).setRttUs(1000).setCongestionWindow(10))
                .addConnections(ConnectionTelemetry.newBuilder().setToken(token).setSendingLimit(limit))));
    }

    FourTuple tuple(int sourcePort, IpAddress server, int serverPort) {
        return FourTuple.newBuilder().setLocalAddress(bytes(address)).setLocalPort(sourcePort)
                .setRemoteAddress(bytes(server)).setRemotePort(serverPort).build();
    }

    private void report(Event.Builder event) {
        send(AgentMessage.newBuilder().setEvents(EventBatch.newBuilder().addEvents(
                event.setTimeNs(System.nanoTime()))));
    }

    /** A connection as a snapshot lists it: its initial subflow and further ones. */
    Connection connection(int token, IpAddress server, int serverPort, int... sourcePorts) {
        Connection.Builder connection = Connection.newBuilder().setToken(token)
                .setInitial(tuple(sourcePorts[0], server, serverPort));
        for (int id = 0; id < sourcePorts.length; id++) {
            connection.addSubflows(Subflow.newBuilder().setLocalId(id)
                    .setTuple(tuple(sourcePorts[id], server, serverPort)));
        }
        return connection.build();
    }

    /** What has come without waiting for it, or null. */
    ControllerMessage poll(long millis) throws InterruptedException {
        return received.poll(millis, TimeUnit.MILLISECONDS);
    }

    ControllerMessage next() throws InterruptedException {
        ControllerMessage message = received.poll(OnosCore.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        if (message == null) {
            throw new AssertionError("nothing from the controller within " + OnosCore.DEADLINE, failure);
        }
        return message;
    }

    private synchronized void send(AgentMessage.Builder message) {
        sequence++;
        toController.onNext(message.setSequence(sequence).build());
    }

    private static ByteString bytes(IpAddress address) {
        return ByteString.copyFrom(address.toOctets());
    }

    /** Waits until the stream has ended; how. */
    Status end() throws InterruptedException {
        if (!ended.await(OnosCore.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the stream did not end");
        }
        return Status.fromThrowable(failure);
    }

    @Override
    public void onNext(ControllerMessage message) {
        received.add(message);
    }

    @Override
    public void onError(Throwable problem) {
        failure = problem;
        ended.countDown();
    }

    @Override
    public void onCompleted() {
        failure = new IllegalStateException("the controller ended the stream");
        ended.countDown();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
