// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.servlet.AsyncContext;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One browser at the stream. Written to without ever waiting for it; one that does not keep up is let go, and begins
 * anew when it comes back.
 */
final class StreamClient implements WriteListener, Feed.Listener {
    /** Of everything at once there may be this much; no browser is behind by more. */
    private static final long MOST_BYTES = 64L << 20;

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean ended;

    StreamClient(AsyncContext context) throws IOException {
        this.context = context;
        this.out = context.getResponse().getOutputStream();
        out.setWriteListener(this);
    }

    @Override
    public synchronized boolean tell(List<byte[]> messages) {
        for (byte[] message : messages) {
            waiting.add(message);
            bytes += message.length;
        }
        if (bytes > MOST_BYTES) {
            end("it does not keep up");
        } else if (!ended) {
            pump();
        }
        return !ended;
    }

    @Override
    public synchronized void onWritePossible() {
        pump();
    }

    /** Writes as long as nothing waits for the browser. */
    private void pump() {
        try {
            while (!ended && out.isReady()) {
                byte[] next = waiting.poll();
                if (next == null) {
                    return;
                }
                bytes -= next.length;
                out.write(next);
                if (waiting.isEmpty() && out.isReady()) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            end("it has gone: " + e.getMessage());
        }
    }

    @Override
    public synchronized void onError(Throwable problem) {
        end("it has gone: " + problem.getMessage());
    }

    @Override
    public synchronized void close() {
        end("the application is being stopped");
    }

    private void end(String why) {
        if (ended) {
            return;
        }
        ended = true;
        waiting.clear();
        log.debug("A browser's stream ends, {}", why);
        try {
            context.complete();
        } catch (IllegalStateException e) {
            log.debug("It had ended already", e);
        }
    }
}
