// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.standing.Orders;
import org.crosslayer.agent.standing.StandingPlans;
import org.crosslayer.control.v1.ControlGrpc;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.control.v1.Policy;
import org.crosslayer.control.v1.Welcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the agent attached to one of its controllers: goes to the next one when it is lost or silent, waits with
 * back-off after a round in vain, leaves in good order when it is asked to, and says what changes, not each attempt.
 * Lives on one thread, the executor's, which also carries out commands.
 */
final class ControllerClient {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerClient.class);
    /** A stream that lasted so long was a good one: the next attempt comes soon. */
    private static final long GOOD_NANOS = 10_000_000_000L;
    /** A stream that was left has so long to end in good order. */
    private static final long LEFT_SECONDS = 2;

    private final List<ControllerAddress> controllers;
    private final Channels channels;
    private final Supplier<Hello> hello;
    private final ConnectionTable table;
    private final CommandRunner runner;
    private final Reporter reporter;
    private final Consumer<Policy> policy;
    private final StandingPlans standing;
    private final ScheduledExecutorService executor;
    private final Attempts attempts;
    private final Mover mover;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "grpc");
        thread.setDaemon(true);
        return thread;
    });
    private final Owner owner = new Owner();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private Attempt attempt;
    private Attempt joining;
    /** Addresses of this host that a controller was told last. */
    private Set<ByteString> told = Set.of();
    private long attachedNanos;
    private String toldReason = "";
    private boolean closed;

    ControllerClient(ControllerClientParts parts, ScheduledExecutorService executor, Backoff backoff,
                     RandomGenerator random) {
        this.controllers = parts.controllers();
        this.channels = parts.channels();
        this.hello = parts.hello();
        this.table = parts.table();
        this.runner = parts.runner();
        this.reporter = parts.reporter();
        this.policy = parts.policy();
        this.standing = parts.standing();
        this.executor = executor;
        this.attempts = new Attempts(controllers.size(), backoff, random);
        this.mover = new Mover(controllers.size(), parts.returnAfter(), executor, random, this::channelTo,
            this::moveTo);
    }

    /** Starts trying; returns at once. */
    void start() {
        executor.execute(this::connect);
        long millis = channels.checkEvery().toMillis();
        executor.scheduleWithFixedDelay(this::check, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void check() {
        if (!closed && attempt != null && attempt.session.isAttached()) {
            channels.refusal().ifPresentOrElse(reason -> attempt.session.abort(Status.UNAUTHENTICATED, reason),
                this::checkAddresses);
        }
    }

    /** Says anew who this is when the host has got other addresses. Where that is refused, the old word stays. */
    private void checkAddresses() {
        if (joining == null && !Set.copyOf(hello.get().getAddressesList()).equals(told)) {
            LOG.info("this host has got other addresses: telling {}", controllers.get(attempt.index));
            joining = attach(attempt.index, channelTo(attempt.index), Mover.PATIENCE, () -> { });
        }
    }

    private ManagedChannel channelTo(int index) {
        return channels.to(controllers.get(index), threads, executor);
    }

    private void connect() {
        if (!closed) {
            int index = attempts.current();
            attempt = attach(index, channelTo(index), attempts.welcomeWithin(), () -> { });
        }
    }

    private Attempt attach(int index, ManagedChannel channel, Duration patience, Runnable failed) {
        Hello introduction = hello.get();
        told = Set.copyOf(introduction.getAddressesList());
        ControllerSession session = new ControllerSession(introduction, table, runner, executor, owner);
        ScheduledFuture<?> timer = executor.schedule(
            () -> session.abort(Status.DEADLINE_EXCEEDED, "no welcome within " + patience.toSeconds() + " s"),
            patience.toMillis(), TimeUnit.MILLISECONDS);
        ControlGrpc.newStub(channel).withExecutor(executor).attach(session);
        session.start();
        return new Attempt(index, channel, session, timer, failed);
    }

    /** Asks another controller, to which there is a channel; the stream to this one serves until that has welcomed. */
    private void moveTo(int index, ManagedChannel ready, Runnable failed) {
        if (closed || !attempt.session.isAttached()) {
            ready.shutdownNow();
        } else {
            if (joining != null) {
                // It was about to tell the same controller its addresses: the other one hears of them anyway.
                joining.timer.cancel(false);
                joining.session.leave();
                joining.channel.shutdownNow();
            }
            joining = attach(index, ready, Mover.PATIENCE, failed);
        }
    }

    /** The other controller has welcomed the agent: the stream to this one ends in good order. */
    private void changeOver() {
        if (joining.index != attempt.index) {
            LOG.info("leaving {} for {}", controllers.get(attempt.index), controllers.get(joining.index));
        }
        detached();
        attempt.session.leave();
        ManagedChannel left = attempt.channel;
        left.shutdown();
        executor.schedule(left::shutdownNow, LEFT_SECONDS, TimeUnit.SECONDS);
        takeJoining();
    }

    private void takeJoining() {
        attempt = joining;
        joining = null;
        attempts.moved(attempt.index);
    }

    private void detached() {
        attempt.timer.cancel(false);
        runner.counters().detached();
        reporter.reportTo(null);
        standing.listenNoMore();
        mover.detached();
    }

    private void retryAfter(Duration delay) {
        executor.schedule(this::connect, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks whether the controller is alive, as long as there is another one to go to. */
    private void watch(ControllerSession watched) {
        executor.schedule(() -> {
            if (watched == attempt.session && watched.lookForLife()) {
                watch(watched);
            }
        }, SilenceWatch.LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Ends the stream; connections and subflows stay as they are. To be called once.
     *
     * @return completed when the controller knows, or at once if none is attached
     */
    CompletableFuture<Void> close() {
        executor.execute(() -> {
            closed = true;
            mover.detached();
            reporter.reportTo(null);
            if (joining != null) {
                joining.session.abort(Status.CANCELLED, "the agent ends");
            }
            if (attempt == null || !attempt.session.isAttached()) {
                abandon();
                gone.complete(null);
            } else {
                attempt.session.finish();
            }
        });
        return gone;
    }

    /** Drops the channels without waiting for anybody. */
    void abandon() {
        if (attempt != null) {
            attempt.channel.shutdownNow();
        }
        if (joining != null) {
            joining.channel.shutdownNow();
        }
    }

    /** A stream to the controller of an index, with what belongs to it; `failed`: what to do if it is not welcome. */
    private record Attempt(int index, ManagedChannel channel, ControllerSession session, ScheduledFuture<?> timer,
                           Runnable failed) {
        boolean has(ControllerSession other) {
            return session == other;
        }
    }

    /** What the session tells. */
    private final class Owner implements ControllerSession.Owner {
        @Override
        public void attached(ControllerSession by, Welcome welcome) {
            if (joining != null && joining.has(by)) {
                changeOver();
            }
            attempt.timer.cancel(false);
            attachedNanos = System.nanoTime();
            runner.counters().attached(controllers.get(attempts.current()));
            toldReason = "";
            LOG.info("attached to {} ({})", controllers.get(attempts.current()), welcome.getControllerId());
            reporter.reportTo(by.stream());
            standing.listen(status -> by.stream().standing(StandingWire.report(status)));
            mover.attached(attempts.current());
            if (controllers.size() > 1) {
                watch(by);
            }
        }

        @Override
        public void policy(Policy newPolicy) {
            policy.accept(newPolicy);
        }

        @Override
        public void orders(Orders orders, boolean first) {
            standing.order(orders, first);
        }

        @Override
        public void renewal(long generation, long expiresNanos) {
            standing.renew(generation, expiresNanos);
        }

        @Override
        public void leave(ControllerSession by, int withinMillis) {
            if (!closed && joining == null && attempt.has(by)) {
                mover.leave(attempts.current(), withinMillis);
            }
        }

        @Override
        public void ended(ControllerSession by, Status status) {
            if (joining != null && joining.has(by)) {
                notWelcome(status);
            } else if (attempt.has(by)) {
                lost(by, status);
            }
        }

        private void notWelcome(Status status) {
            Attempt failed = joining;
            joining = null;
            failed.timer.cancel(false);
            failed.channel.shutdownNow();
            LOG.debug("not welcome at {}: {}", controllers.get(failed.index), status);
            if (!closed) {
                failed.failed.run();
            }
        }

        private void tellDetached(ControllerSession by, Status status, String reason) {
            if (status.getCode() == Status.Code.ABORTED) {
                LOG.warn("detached: {}: another agent, here or on another host, has the name '{}' too: give each its"
                    + " own --agent-id", reason, by.agentId());
            } else {
                LOG.info("detached: {}", reason);
            }
        }

        private void lost(ControllerSession by, Status status) {
            detached();
            attempt.channel.shutdownNow();
            String reason = StatusText.of(status);
            if (closed) {
                gone.complete(null);
            } else if (joining != null) {
                // It was on its way to another one, and has lost this one before that has answered.
                LOG.info("detached: {}", reason);
                takeJoining();
            } else if (by.isAttached()) {
                tellDetached(by, status, reason);
                retryAfter(attempts.lost(System.nanoTime() - attachedNanos > GOOD_NANOS));
            } else {
                tellOnce(reason);
                retryAfter(attempts.failed());
            }
        }

        private void tellOnce(String reason) {
            if (attempts.endsRound() && !toldReason.equals(reason)) {
                LOG.warn("{} {}: {}; retrying, connections are followed meanwhile",
                    controllers.size() == 1 ? "no controller at" : "none of the controllers answers, the last one is",
                    controllers.get(attempts.current()), reason);
                toldReason = reason;
            }
        }
    }
}
