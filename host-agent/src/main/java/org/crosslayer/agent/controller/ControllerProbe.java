// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.crosslayer.agent.worker.Worker;
import org.crosslayer.control.InvalidMessageException;
import org.crosslayer.control.MessageValidator;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.CheckResult;
import org.crosslayer.control.v1.ControlGrpc;
import org.crosslayer.control.v1.ControlGrpc.ControlStub;

/**
 * Tries a controller step by step: name, TCP, TLS, protocol, welcome. Nothing that it does disturbs a running agent: it
 * asks by Check, and opens at most a stream that it ends before it has said who it is.
 */
public final class ControllerProbe {
    /** How far it came. */
    public enum Step {
        /** The name is not known. */
        NAME,
        /** Nobody listens there, or nothing comes through. */
        TCP,
        /** The other end is no controller of this protocol, or does not accept the certificate, or is not accepted. */
        TLS,
        /** It is one, and would not take this agent. */
        WELCOME,
        /** All is well. */
        DONE
    }

    /**
     * What came of it.
     *
     * @param failed the step that failed; DONE if none
     * @param reason in one line; empty if all is well
     * @param certificateEnd of the controller's certificate; empty without TLS
     * @param answer empty if it failed, and from a controller that is too old to be asked
     */
    public record Result(Step failed, String reason, Optional<Instant> certificateEnd, Optional<Answer> answer) {
        private Result(Step failed, String reason) {
            this(failed, reason, Optional.empty(), Optional.empty());
        }
    }

    /**
     * What it has answered.
     *
     * @param controllerId its own name
     * @param aheadMillis its clock is so much ahead of this host's
     * @param withinMillis ... give or take so much
     * @param attached the agent of this name that it has; empty if none
     */
    public record Answer(String controllerId, double aheadMillis, double withinMillis, Optional<Attached> attached) {
    }

    /**
     * An agent that is attached.
     *
     * @param remote where its stream comes from
     * @param addresses those that it speaks for
     */
    public record Attached(String remote, List<InetAddress> addresses) {
    }

    private static final int SECONDS = 5;
    /** The first one waits for TLS too: of several the fastest tells best what time it is there. */
    private static final int QUESTIONS = 3;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Set<Code> NOT_WELCOME = EnumSet.of(Code.PERMISSION_DENIED, Code.INVALID_ARGUMENT,
        Code.FAILED_PRECONDITION, Code.RESOURCE_EXHAUSTED);

    private final Worker worker = new Worker("probe");
    private final ControlStub stub;

    private ControllerProbe(ManagedChannel channel) {
        stub = ControlGrpc.newStub(channel).withExecutor(worker);
    }

    /**
     * Returns within some seconds.
     *
     * @param first what an agent would begin its stream with
     */
    public static Result run(ControllerAddress controller, Channels channels, AgentMessage first) {
        try {
            InetAddress address = InetAddress.getByName(controller.host());
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, controller.port()),
                    (int) TimeUnit.SECONDS.toMillis(SECONDS));
            }
        } catch (UnknownHostException e) {
            return new Result(Step.NAME, "the name " + controller.host() + " is not known");
        } catch (IOException e) {
            return new Result(Step.TCP, String.valueOf(e.getMessage()));
        }
        Worker timer = new Worker("probe-timer");
        ManagedChannel channel = channels.to(controller, task -> {
            Thread thread = new Thread(task, "probe-grpc");
            thread.setDaemon(true);
            thread.start();
        }, timer);
        ControllerProbe probe = new ControllerProbe(channel);
        try {
            Result result = probe.ask(first);
            return new Result(result.failed, result.reason, channels.peerCertificateEnd(), result.answer);
        } finally {
            channel.shutdownNow();
            probe.worker.shutdownNow();
            timer.shutdownNow();
        }
    }

    private Result ask(AgentMessage first) {
        Optional<Answer> best = Optional.empty();
        for (int i = 0; i < QUESTIONS; i++) {
            Waiting<CheckResult> waiting = new Waiting<>();
            long millis = System.currentTimeMillis();
            long begin = System.nanoTime();
            Status status = waiting.end(out -> stub.check(first, out));
            if (!status.isOk()) {
                return refused(status);
            }
            try {
                MessageValidator.validate(waiting.message);
            } catch (InvalidMessageException e) {
                return new Result(Step.TLS, "its answer is not what the protocol allows: " + e.getMessage());
            }
            Answer answer = answer(waiting.message, millis, (waiting.nanos - begin) / NANOS_PER_MILLI);
            if (best.isEmpty() || answer.withinMillis < best.get().withinMillis) {
                best = Optional.of(answer);
            }
        }
        return new Result(Step.DONE, "", Optional.empty(), best);
    }

    /** It looked at its clock half way between question and answer, sooner or later by at most that half. */
    private static Answer answer(CheckResult said, long askedMillis, double tookMillis) {
        Optional<Attached> attached = said.hasAttached() ? Optional.of(new Attached(said.getAttached().getRemote(),
            said.getAttached().getAddressesList().stream().map(Wire::address).toList())) : Optional.empty();
        // Both clocks are read in whole milliseconds.
        return new Answer(said.getControllerId(), said.getTimeMs() - askedMillis - tookMillis / 2,
            tookMillis / 2 + 1, attached);
    }

    private Result refused(Status status) {
        String description = String.valueOf(status.getDescription());
        boolean version = status.getCode() == Code.UNIMPLEMENTED && description.startsWith("hello.");
        if (status.getCode() == Code.UNIMPLEMENTED && !version) {
            Status bare = new Waiting<>().end(out -> stub.attach(cast(out)).onCompleted());
            return bare.isOk() ? new Result(Step.DONE, "") : new Result(Step.TLS, StatusText.of(bare));
        }
        return new Result(version || NOT_WELCOME.contains(status.getCode()) ? Step.WELCOME : Step.TLS,
            StatusText.of(status));
    }

    @SuppressWarnings("unchecked")
    private static <T> StreamObserver<T> cast(StreamObserver<?> observer) {
        return (StreamObserver<T>) observer;
    }

    /** Somebody who waits for the end of a call. */
    private static final class Waiting<T> implements StreamObserver<T> {
        private final CompletableFuture<Status> end = new CompletableFuture<>();
        private volatile T message;
        private volatile long nanos;

        Status end(Consumer<StreamObserver<T>> call) {
            try {
                call.accept(this);
                return end.get(SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                return Status.DEADLINE_EXCEEDED.withDescription("no answer within " + SECONDS + " s");
            } catch (ExecutionException e) {
                return Status.fromThrowable(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Status.CANCELLED;
            }
        }

        @Override
        public void onNext(T next) {
            nanos = System.nanoTime();
            message = next;
        }

        @Override
        public void onError(Throwable t) {
            end.complete(Status.fromThrowable(t));
        }

        @Override
        public void onCompleted() {
            end.complete(Status.OK);
        }
    }
}
