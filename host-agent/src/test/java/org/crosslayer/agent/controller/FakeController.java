// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import io.grpc.InsecureServerCredentials;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.crosslayer.control.InvalidMessageException;
import org.crosslayer.control.MessageValidator;
import org.crosslayer.control.SequenceCheck;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.CheckResult;
import org.crosslayer.control.v1.ControlGrpc;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Policy;
import org.crosslayer.control.v1.Welcome;

/** A controller on loopback that does what a test tells it, right or wrong; all that agents send must be right. */
final class FakeController implements AutoCloseable {
    /** One agent's stream. */
    final class Stream implements StreamObserver<AgentMessage> {
        final ServerCallStreamObserver<byte[]> out;
        final BlockingQueue<AgentMessage> received = new LinkedBlockingQueue<>();
        final BlockingQueue<Status> ended = new LinkedBlockingQueue<>();
        private final SequenceCheck check = new SequenceCheck();
        private long sequence;

        Stream(ServerCallStreamObserver<byte[]> out) {
            this.out = out;
            out.setOnCancelHandler(() -> ended.add(Status.CANCELLED));
            if (!reads) {
                out.disableAutoRequest();
                out.request(1);
            }
        }

        @Override
        public void onNext(AgentMessage message) {
            try {
                check.next(message.getSequence());
                MessageValidator.validate(message);
            } catch (Exception e) {
                wrong.add(e.getMessage());
            }
            received.add(message);
            if (message.hasHello() && welcomes) {
                welcome();
            } else if (message.hasEcho() && answers) {
                send(ControllerMessage.newBuilder().setEcho(message.getEcho()));
            }
        }

        @Override
        public void onError(Throwable t) {
            ended.add(Status.fromThrowable(t));
        }

        @Override
        public void onCompleted() {
            ended.add(Status.OK);
            out.onCompleted();
        }

        void welcome() {
            send(ControllerMessage.newBuilder().setWelcome(Welcome.newBuilder().setProtocolVersion(1)
                .setControllerId("fake").setPolicy(policy).setAnswersEcho(true)));
        }

        synchronized void send(ControllerMessage.Builder message) {
            out.onNext(message.setSequence(++sequence).build().toByteArray());
        }

        void sendRaw(byte[] bytes) {
            out.onNext(bytes);
        }

        AgentMessage await(Predicate<AgentMessage> wanted) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (true) {
                AgentMessage message = received.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (message == null) {
                    throw new AssertionError("the message did not come");
                }
                if (wanted.test(message)) {
                    return message;
                }
            }
        }
    }

    final BlockingQueue<Stream> streams = new LinkedBlockingQueue<>();
    final BlockingQueue<String> wrong = new LinkedBlockingQueue<>();
    volatile boolean welcomes = true;
    volatile boolean reads = true;
    volatile boolean answers = true;
    volatile Policy policy = Policy.getDefaultInstance();
    /** Answers Check; what it throws ends the call. At first one that is too old to know it. */
    volatile Function<AgentMessage, CheckResult> check = question -> {
        throw Status.UNIMPLEMENTED.withDescription("Method not found: crosslayer.control.v1.Control/Check")
            .asRuntimeException();
    };
    private final Server server;

    FakeController(int port) throws IOException {
        MethodDescriptor<AgentMessage, byte[]> attach = ControlGrpc.getAttachMethod()
            .toBuilder(ControlGrpc.getAttachMethod().getRequestMarshaller(), new Bytes()).build();
        server = OkHttpServerBuilder.forPort(new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            InsecureServerCredentials.create()).addService(ServerServiceDefinition.builder(ControlGrpc.SERVICE_NAME)
                .addMethod(attach, ServerCalls.asyncBidiStreamingCall(this::accept))
                .addMethod(ControlGrpc.getCheckMethod(), ServerCalls.asyncUnaryCall(this::answer)).build()).build()
            .start();
    }

    private void answer(AgentMessage question, StreamObserver<CheckResult> out) {
        try {
            MessageValidator.validate(question);
            out.onNext(check.apply(question));
            out.onCompleted();
        } catch (InvalidMessageException e) {
            wrong.add(e.getMessage());
        } catch (StatusRuntimeException e) {
            out.onError(e);
        }
    }

    private StreamObserver<AgentMessage> accept(StreamObserver<byte[]> out) {
        Stream stream = new Stream((ServerCallStreamObserver<byte[]>) out);
        streams.add(stream);
        return stream;
    }

    ControllerAddress address() {
        return new ControllerAddress("127.0.0.1", server.getPort());
    }

    /** The next stream of an agent. */
    Stream stream() throws InterruptedException {
        Stream stream = streams.poll(10, TimeUnit.SECONDS);
        if (stream == null) {
            throw new AssertionError("no agent has attached");
        }
        return stream;
    }

    /** The next stream, when the agent has sent its first snapshot. */
    Stream attached() throws InterruptedException {
        Stream stream = stream();
        stream.await(AgentMessage::hasSnapshot);
        return stream;
    }

    @Override
    public void close() throws InterruptedException {
        server.shutdownNow();
        server.awaitTermination(10, TimeUnit.SECONDS);
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
