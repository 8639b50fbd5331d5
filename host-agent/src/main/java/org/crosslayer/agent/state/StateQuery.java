// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.state;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks an agent at its state socket. */
public final class StateQuery {
    private static final int SECONDS = 5;

    private StateQuery() {
    }

    /**
     * Asks for everything.
     *
     * @throws IOException with the reason, in one line: nobody listens, or nobody answers
     */
    public static JsonObject ask(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return answer(channel, SECONDS);
        }
    }

    /** Who answers at the socket, or at least listens there; empty if nobody does. */
    public static Optional<String> listener(Path socket) {
        if (!Files.exists(socket)) {
            return Optional.empty();
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            try {
                return Optional.of("process " + answer(channel, 1).get("pid").getAsLong());
            } catch (IOException | RuntimeException e) {
                // It is there all the same: it may be stopped.
                return Optional.of("a process that does not answer");
            }
        } catch (IOException e) {
            // What a killed agent has left; or somebody else's, which is not for this user to judge.
            return Optional.empty();
        }
    }

    private static JsonObject answer(SocketChannel channel, int seconds) throws IOException {
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try (Reader in = Channels.newReader(channel, StandardCharsets.UTF_8)) {
                answer.complete(JsonParser.parseReader(in).getAsJsonObject());
            } catch (IOException | JsonParseException | IllegalStateException e) {
                answer.completeExceptionally(e);
            }
        }, "state-query");
        reader.setDaemon(true);
        reader.start();
        try {
            return answer.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + seconds + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
