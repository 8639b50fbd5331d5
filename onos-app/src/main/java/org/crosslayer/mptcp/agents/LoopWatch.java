// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Watches how long the endpoint's threads let wait what is new to them: each is asked for something ever again. */
final class LoopWatch {
    static final long PROBE_MILLIS = 100;

    private final List<Loop> loops = new ArrayList<>();

    /** One thread, and the question that is under way to it. */
    static final class Loop {
        private final LongSupplier nanoTime;
        private long due;
        private long shortest = Long.MAX_VALUE;

        Loop(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            asked();
        }

        /** It is to answer in {@link #PROBE_MILLIS}. */
        synchronized void asked() {
            due = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(PROBE_MILLIS);
        }

        synchronized void answered() {
            shortest = Math.min(shortest, nanoTime.getAsLong() - due);
        }

        /**
         * Nanoseconds that a question waited at best since the last call, or has waited by now if none was answered. A
         * pause of the JVM or of the machine delays one or two of them; too much to do delays all.
         */
        synchronized long lag() {
            long lag = shortest == Long.MAX_VALUE ? nanoTime.getAsLong() - due : shortest;
            shortest = Long.MAX_VALUE;
            return Math.max(0, lag);
        }
    }

    /** Watches all threads of a group until it is shut down. */
    LoopWatch(EventLoopGroup group) {
        for (EventExecutor executor : group) {
            Loop loop = new Loop(System::nanoTime);
            loops.add(loop);
            ask(executor, loop);
        }
    }

    private static void ask(EventExecutor executor, Loop loop) {
        if (!executor.isShuttingDown()) {
            loop.asked();
            executor.schedule(() -> {
                loop.answered();
                ask(executor, loop);
            }, PROBE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** The longest {@link Loop#lag} of all threads. */
    long lag() {
        return loops.stream().mapToLong(Loop::lag).max().orElse(0);
    }
}
