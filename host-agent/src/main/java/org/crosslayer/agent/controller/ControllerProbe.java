// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crosslayer.agent.worker.Worker;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.ControlGrpc;
import org.crosslayer.control.v1.ControllerMessage;

/**
 * Tries a controller step by step: name, TCP, TLS, protocol. It opens a stream and ends it before it has said who it
 * is, so that a running agent keeps its own.
 */
public final class ControllerProbe {
    /** How far it came. */
    public enum Step {
        /** The name is not known. */
        NAME,
        /** Nobody listens there, or nothing comes through. */
        TCP,
        /** The other end is no controller of this protocol, or does not accept this agent, or is not accepted. */
        TLS,
        /** All is well. */
        DONE
    }

    /**
     * What came of it.
     *
     * @param failed the step that failed; DONE if none
     * @param reason in one line; empty if all is well
     * @param certificateEnd of the controller's certificate; empty without TLS
     */
    public record Result(Step failed, String reason, Optional<Instant> certificateEnd) {
    }

    private static final int SECONDS = 5;

    private ControllerProbe() {
    }

    /** Returns within some seconds. */
    public static Result run(ControllerAddress controller, Channels channels) {
        try {
            InetAddress address = InetAddress.getByName(controller.host());
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, controller.port()),
                    (int) TimeUnit.SECONDS.toMillis(SECONDS));
            }
        } catch (UnknownHostException e) {
            return new Result(Step.NAME, "the name " + controller.host() + " is not known", Optional.empty());
        } catch (IOException e) {
            return new Result(Step.TCP, String.valueOf(e.getMessage()), Optional.empty());
        }
        Worker worker = new Worker("probe");
        try {
            Status status = attach(controller, channels, worker);
            return new Result(status.isOk() ? Step.DONE : Step.TLS, status.isOk() ? "" : StatusText.of(status),
                channels.peerCertificateEnd());
        } finally {
            worker.shutdownNow();
        }
    }

    private static Status attach(ControllerAddress controller, Channels channels, Worker worker) {
        CompletableFuture<Status> end = new CompletableFuture<>();
        ManagedChannel channel = channels.to(controller, task -> {
            Thread thread = new Thread(task, "probe-grpc");
            thread.setDaemon(true);
            thread.start();
        }, worker);
        try {
            StreamObserver<AgentMessage> out = ControlGrpc.newStub(channel).withExecutor(worker).attach(
                new StreamObserver<ControllerMessage>() {
                    @Override
                    public void onNext(ControllerMessage message) {
                        // It has nothing to say to somebody it does not know.
                    }

                    @Override
                    public void onError(Throwable t) {
                        end.complete(Status.fromThrowable(t));
                    }

                    @Override
                    public void onCompleted() {
                        end.complete(Status.OK);
                    }
                });
            out.onCompleted();
            return end.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return Status.DEADLINE_EXCEEDED.withDescription("no answer within " + SECONDS + " s");
        } catch (ExecutionException e) {
            return Status.fromThrowable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Status.CANCELLED;
        } finally {
            channel.shutdownNow();
        }
    }
}
