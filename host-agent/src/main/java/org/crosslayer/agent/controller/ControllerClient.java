// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
 * Keeps the agent attached to one of its controllers: tries them in turn, waits with back-off after a round in vain,
 * and says what changes, not each attempt. Lives on one thread, the executor's, which also carries out commands.
 */
final class ControllerClient {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerClient.class);
    private static final long WELCOME_SECONDS = 10;
    /** A stream that lasted so long was a good one: the next attempt comes soon. */
    private static final long GOOD_NANOS = 10_000_000_000L;

    private final List<ControllerAddress> controllers;
    private final Channels channels;
    private final Supplier<Hello> hello;
    private final ConnectionTable table;
    private final CommandRunner runner;
    private final Reporter reporter;
    private final Consumer<Policy> policy;
    private final StandingPlans standing;
    private final ScheduledExecutorService executor;
    private final Backoff backoff;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "grpc");
        thread.setDaemon(true);
        return thread;
    });
    private final Owner owner = new Owner();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private ManagedChannel channel;
    private ControllerSession session;
    private ScheduledFuture<?> welcomeTimer;
    private int next;
    private int failedInRound;
    private long attachedNanos;
    private String toldReason = "";
    private boolean closed;

    ControllerClient(ControllerClientParts parts, ScheduledExecutorService executor, Backoff backoff) {
        this.controllers = parts.controllers();
        this.channels = parts.channels();
        this.hello = parts.hello();
        this.table = parts.table();
        this.runner = parts.runner();
        this.reporter = parts.reporter();
        this.policy = parts.policy();
        this.standing = parts.standing();
        this.executor = executor;
        this.backoff = backoff;
    }

    /** Starts trying; returns at once. */
    void start() {
        executor.execute(this::connect);
        long millis = channels.checkEvery().toMillis();
        executor.scheduleWithFixedDelay(this::checkCertificate, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void checkCertificate() {
        if (session != null && session.isAttached()) {
            channels.refusal().ifPresent(reason -> session.abort(Status.UNAUTHENTICATED, reason));
        }
    }

    private void connect() {
        if (closed) {
            return;
        }
        channel = channels.to(controllers.get(next), threads, executor);
        session = new ControllerSession(hello.get(), table, runner, executor, owner);
        ControllerSession trying = session;
        welcomeTimer = executor.schedule(
            () -> trying.abort(Status.DEADLINE_EXCEEDED, "no welcome within " + WELCOME_SECONDS + " s"),
            WELCOME_SECONDS, TimeUnit.SECONDS);
        ControlGrpc.newStub(channel).withExecutor(executor).attach(session);
        session.start();
    }

    private void retry(boolean wasAttached) {
        next = (next + 1) % controllers.size();
        failedInRound = wasAttached ? 0 : failedInRound + 1;
        Duration delay = failedInRound % controllers.size() == 0 ? backoff.next() : Duration.ZERO;
        executor.schedule(this::connect, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Ends the stream; connections and subflows stay as they are. To be called once.
     *
     * @return completed when the controller knows, or at once if none is attached
     */
    CompletableFuture<Void> close() {
        executor.execute(() -> {
            closed = true;
            reporter.reportTo(null);
            if (session == null || !session.isAttached()) {
                abandon();
                gone.complete(null);
            } else {
                session.finish();
            }
        });
        return gone;
    }

    /** Drops the channel without waiting for anybody. */
    void abandon() {
        if (channel != null) {
            channel.shutdownNow();
        }
    }

    /** What the session tells. */
    private final class Owner implements ControllerSession.Owner {
        @Override
        public void attached(ControllerSession by, Welcome welcome) {
            welcomeTimer.cancel(false);
            attachedNanos = System.nanoTime();
            toldReason = "";
            LOG.info("attached to {} ({})", controllers.get(next), welcome.getControllerId());
            reporter.reportTo(by.stream());
            standing.listen(status -> by.stream().standing(StandingWire.report(status)));
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
        public void ended(ControllerSession by, Status status) {
            welcomeTimer.cancel(false);
            reporter.reportTo(null);
            standing.listenNoMore();
            channel.shutdownNow();
            String reason = StatusText.of(status);
            if (closed) {
                gone.complete(null);
                return;
            }
            if (by.isAttached()) {
                LOG.info("detached: {}", reason);
                if (System.nanoTime() - attachedNanos > GOOD_NANOS) {
                    backoff.reset();
                }
            } else {
                tellOnce(reason);
            }
            retry(by.isAttached());
        }

        private void tellOnce(String reason) {
            boolean roundOver = (failedInRound + 1) % controllers.size() == 0;
            if (roundOver && !toldReason.equals(reason)) {
                LOG.warn("{} {}: {}; retrying, connections are followed meanwhile",
                    controllers.size() == 1 ? "no controller at" : "none of the controllers answers, the last one is",
                    controllers.get(next), reason);
                toldReason = reason;
            }
        }
    }
}
