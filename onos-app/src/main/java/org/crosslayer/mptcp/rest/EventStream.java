// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.servlet.AsyncContext;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import org.crosslayer.mptcp.view.ChangeFeed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener to changes. Writes only when the last message is gone, and keeps nothing but how far it has come. */
final class EventStream implements WriteListener, Runnable {
    /** Something is written at least so often: a listener that is gone is noticed, and proxies keep the stream. */
    private static final int BEATS = 30;

    private final Logger log = LoggerFactory.getLogger(getClass());

    private final ChangeFeed feed;
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Consumer<EventStream> ended;
    private long revision;
    private int silent = BEATS;
    private boolean closed;

    EventStream(ChangeFeed feed, AsyncContext context, long revision, Consumer<EventStream> ended) throws IOException {
        this.feed = feed;
        this.context = context;
        this.out = context.getResponse().getOutputStream();
        this.revision = revision;
        this.ended = ended;
    }

    void open() {
        out.setWriteListener(this);
        feed.addListener(this);
    }

    /** At every beat of the feed. */
    @Override
    public synchronized void run() {
        if (closed || !out.isReady()) {
            return;
        }
        try {
            Optional<ChangeFeed.Message> message = feed.message(revision);
            silent++;
            if (message.isPresent()) {
                revision = message.get().revision();
                write(message.get().event());
            } else if (silent >= BEATS) {
                write(": nothing new\n\n".getBytes(UTF_8));
            }
        } catch (IOException e) {
            onError(e);
        }
    }

    private void write(byte[] text) throws IOException {
        silent = 0;
        out.write(text);
        if (out.isReady()) {
            out.flush();
        }
    }

    @Override
    public void onWritePossible() {
        // The next beat writes: faster ones would have less to tell at a time.
    }

    @Override
    public void onError(Throwable cause) {
        log.debug("A listener to changes is gone", cause);
        close();
    }

    void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        feed.removeListener(this);
        ended.accept(this);
        try {
            context.complete();
        } catch (IllegalStateException e) {
            log.debug("It is complete already", e);
        }
    }
}
