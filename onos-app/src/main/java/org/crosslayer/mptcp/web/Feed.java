// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import static org.onlab.util.Tools.groupedThreads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.crosslayer.mptcp.view.MptcpViews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the read model every second while anybody listens, and tells all listeners what has changed; the work is the
 * same for one and for many. Everything in it belongs to its one thread.
 */
final class Feed {
    private static final int TICK_MILLIS = 1000;

    /** Somebody who listens. */
    interface Listener {

        /**
         * Takes messages.
         *
         * @param messages whole events of the stream
         * @return false if it does not listen any more
         */
        boolean tell(List<byte[]> messages);

        /** Ends the stream. */
        void close();
    }

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final Supplier<MptcpViews> views;
    private final List<Listener> listeners = new ArrayList<>();
    private final ScheduledExecutorService executor;
    private Picture picture = new Picture();

    Feed(Supplier<MptcpViews> views) {
        this(views, Executors.newSingleThreadScheduledExecutor(groupedThreads("crosslayer/page", "%d",
            LoggerFactory.getLogger(Feed.class))));
        executor.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** With a thread of the caller's, who calls {@link #tick()}. */
    Feed(Supplier<MptcpViews> views, ScheduledExecutorService executor) {
        this.views = views;
        this.executor = executor;
    }

    /** Somebody listens from now on, and is told everything first. */
    void add(Listener listener) {
        try {
            executor.execute(() -> guarded(() -> begin(listener)));
        } catch (RejectedExecutionException e) {
            listener.close();
        }
    }

    private void begin(Listener listener) {
        if (listeners.isEmpty()) {
            // What was known when the last one went says nothing any more.
            picture = new Picture();
        }
        look();
        if (listener.tell(picture.everything())) {
            listeners.add(listener);
        }
    }

    /** Looks whether something has changed. */
    void tick() {
        guarded(() -> {
            if (!listeners.isEmpty()) {
                look();
            }
        });
    }

    private void look() {
        List<byte[]> news = picture.look(views.get());
        // A stream that says nothing would not be seen to have broken.
        List<byte[]> told = news.isEmpty() ? List.of(Event.ALIVE) : news;
        listeners.removeIf(listener -> !listener.tell(told));
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.warn("The page could not be brought up to date", e);
        }
    }

    /** Ends all streams. */
    void close() {
        executor.execute(() -> listeners.forEach(Listener::close));
        executor.shutdown();
    }
}
