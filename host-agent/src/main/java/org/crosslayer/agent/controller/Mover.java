// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * Brings an attached agent to another controller: the channel first, then a stream, so that it is served without a gap.
 * There are two occasions: its controller asks it to leave, and it has been away from its first choice for long. In
 * vain is as if nothing had been tried. Lives on the executor's one thread.
 */
final class Mover {
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Who attaches. */
    interface Move {
        /**
         * The channel to the controller of this index is ready, and the receiver's from now on.
         *
         * @param failed to be run if that controller does not welcome the agent
         */
        void to(int index, ManagedChannel ready, Runnable failed);
    }

    private final int controllers;
    private final Duration returnAfter;
    private final ScheduledExecutorService executor;
    private final RandomGenerator random;
    private final IntFunction<ManagedChannel> channels;
    private final Move move;
    private ScheduledFuture<?> timer;
    private Preparation preparing;

    /** @param returnAfter zero: never */
    Mover(int controllers, Duration returnAfter, ScheduledExecutorService executor, RandomGenerator random,
          IntFunction<ManagedChannel> channels, Move move) {
        this.controllers = controllers;
        this.returnAfter = returnAfter;
        this.executor = executor;
        this.random = random;
        this.channels = channels;
        this.move = move;
    }

    /** From now on the agent is attached to this controller. */
    void attached(int index) {
        detached();
        if (index != 0 && !returnAfter.isZero()) {
            // From half to one and a half of the time: the agents of a restarted controller do not return all at once.
            long nominal = returnAfter.toMillis();
            later(nominal / 2 + random.nextLong(nominal + 1), () -> prepare(0, () -> attached(index)));
        }
    }

    /** The agent is not attached any more: nothing is under way. */
    void detached() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        if (preparing != null) {
            preparing.cancel();
            preparing = null;
        }
    }

    /** The controller of this index asks to leave; the others are tried in turn. */
    void leave(int from, int withinMillis) {
        if (controllers > 1) {
            detached();
            later(random.nextLong(withinMillis + 1L), () -> prepareNext(from, from));
        }
    }

    private void prepareNext(int from, int tried) {
        int index = (tried + 1) % controllers;
        if (index != from) {
            prepare(index, () -> prepareNext(from, index));
        }
    }

    private void later(long millis, Runnable task) {
        timer = executor.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    private void prepare(int index, Runnable failed) {
        preparing = new Preparation(channels.apply(index), PATIENCE, executor, ready -> {
            preparing = null;
            move.to(index, ready, failed);
        }, () -> {
            preparing = null;
            failed.run();
        });
    }
}
