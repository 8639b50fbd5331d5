// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.LongAdder;

/** Programs that follow the application's stream of changes, and count what comes. */
final class Listeners implements AutoCloseable {
    private static final String STREAM = Web.APPLICATION + "v1/events";

    private final List<Listener> all = new ArrayList<>();
    private final LongAdder messages = new LongAdder();
    private final LongAdder characters = new LongAdder();

    /** Reads one stream, line by line. */
    private final class Listener implements Flow.Subscriber<String> {
        private volatile Flow.Subscription subscription;
        private volatile boolean ended;

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            begun.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            characters.add(line.length() + 1L);
            if (line.startsWith("event:")) {
                messages.increment();
            }
        }

        @Override
        public void onError(Throwable problem) {
            ended = true;
        }

        @Override
        public void onComplete() {
            ended = true;
        }

        void end() {
            Flow.Subscription begun = subscription;
            if (begun != null) {
                begun.cancel();
            }
        }
    }

    /** Begins to listen; so many streams. */
    Listeners(Web web, int count) throws IOException {
        for (int index = 0; index < count; index++) {
            Listener listener = new Listener();
            CompletableFuture<HttpResponse<Void>> answer = web.client().sendAsync(web.request(STREAM).build(),
                BodyHandlers.fromLineSubscriber(listener));
            answer.whenComplete((response, problem) -> {
                if (problem != null) {
                    listener.ended = true;
                }
            });
            all.add(listener);
        }
    }

    /** Messages that all streams together have brought. */
    long messages() {
        return messages.sum();
    }

    /** What they have brought, in bytes. */
    long bytes() {
        return characters.sum();
    }

    /** Streams that are still there. */
    int alive() {
        return (int) all.stream().filter(listener -> !listener.ended).count();
    }

    @Override
    public void close() {
        all.forEach(Listener::end);
    }
}
