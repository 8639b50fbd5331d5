// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.it;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
import org.crosslayer.control.v1.Subflow;
import org.crosslayer.mptcp.agents.TestCertificate;
import org.onlab.packet.IpAddress;

/** An agent of one host, played by the test over mutual TLS. */
final class PlayedAgent implements StreamObserver<ControllerMessage>, AutoCloseable {
    static final String ID = "played";

    private final ManagedChannel channel;
    private final StreamObserver<AgentMessage> toController;
    private final BlockingQueue<ControllerMessage> received = new LinkedBlockingQueue<>();
    private final IpAddress address;
    private long sequence;
    private volatile Throwable failure;

    PlayedAgent(int port, TestCertificate own, TestCertificate controller, IpAddress address) throws Exception {
        this.address = address;
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port).sslContext(GrpcSslContexts.forClient()
                .protocols("TLSv1.3").keyManager(own.certificate(), own.key())
                .trustManager(controller.certificate()).build()).build();
        toController = ControlGrpc.newStub(channel).attach(this);
    }

    void attach() throws InterruptedException {
        send(AgentMessage.newBuilder().setHello(Hello.newBuilder().setProtocolVersion(1).setAgentId(ID)
                .setInstanceId(ByteString.copyFrom(new byte[16])).addAddresses(bytes(address))
                .setCapabilities(Capabilities.newBuilder().setSubflows(true).setMaxSubflows(8))));
        send(AgentMessage.newBuilder().setSnapshot(ConnectionSnapshot.getDefaultInstance()));
        if (!next().hasWelcome()) {
            throw new AssertionError("Hello was not answered by Welcome");
        }
    }

    void reportEstablished(int token, int sourcePort, IpAddress server, int serverPort) {
        FourTuple tuple = FourTuple.newBuilder().setLocalAddress(bytes(address)).setLocalPort(sourcePort)
                .setRemoteAddress(bytes(server)).setRemotePort(serverPort).build();
        Connection connection = Connection.newBuilder().setToken(token).setInitial(tuple)
                .addSubflows(Subflow.newBuilder().setTuple(tuple)).build();
        send(AgentMessage.newBuilder().setEvents(EventBatch.newBuilder().addEvents(
                Event.newBuilder().setTimeNs(System.nanoTime()).setToken(token).setEstablished(connection))));
    }

    ControllerMessage next() throws InterruptedException {
        ControllerMessage message = received.poll(OnosCore.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        if (message == null) {
            throw new AssertionError("nothing from the controller within " + OnosCore.DEADLINE, failure);
        }
        return message;
    }

    private void send(AgentMessage.Builder message) {
        sequence++;
        toController.onNext(message.setSequence(sequence).build());
    }

    private static ByteString bytes(IpAddress address) {
        return ByteString.copyFrom(address.toOctets());
    }

    @Override
    public void onNext(ControllerMessage message) {
        received.add(message);
    }

    @Override
    public void onError(Throwable problem) {
        failure = problem;
    }

    @Override
    public void onCompleted() {
        failure = new IllegalStateException("the controller ended the stream");
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
