// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Connects a channel before anything depends on it: ready means that the other end has gone through the TLS handshake
 * and speaks HTTP/2, so its process is alive. Lives on the executor's one thread.
 */
final class Preparation {
    private final ManagedChannel channel;
    private final ScheduledExecutorService executor;
    private final Consumer<ManagedChannel> ready;
    private final Runnable failed;
    private final ScheduledFuture<?> deadline;
    private boolean over;

    /**
     * Starts to connect.
     *
     * @param ready is given the channel
     * @param failed it could not be connected in time, and is shut down
     */
    Preparation(ManagedChannel channel, Duration patience, ScheduledExecutorService executor,
                Consumer<ManagedChannel> ready, Runnable failed) {
        this.channel = channel;
        this.executor = executor;
        this.ready = ready;
        this.failed = failed;
        this.deadline = executor.schedule(this::fail, patience.toMillis(), TimeUnit.MILLISECONDS);
        look();
    }

    private void look() {
        if (over) {
            return;
        }
        ConnectivityState state = channel.getState(true);
        if (state == ConnectivityState.READY) {
            over = true;
            deadline.cancel(false);
            ready.accept(channel);
        } else if (state == ConnectivityState.TRANSIENT_FAILURE || state == ConnectivityState.SHUTDOWN) {
            fail();
        } else {
            channel.notifyWhenStateChanged(state, this::changed);
        }
    }

    private void changed() {
        try {
            executor.execute(this::look);
        } catch (RejectedExecutionException e) {
            // The link is closed.
        }
    }

    private void fail() {
        if (!over) {
            cancel();
            failed.run();
        }
    }

    /** Ends it without a word. */
    void cancel() {
        if (!over) {
            over = true;
            deadline.cancel(false);
            channel.shutdownNow();
        }
    }
}
