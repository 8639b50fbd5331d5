// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes gRPC channels: mutual TLS 1.3, or clear text to this very host. The transport is grpc-okhttp over the JDK's
 * TLS: at rest it takes some 10 MiB less memory than the one on Netty, and is as fast for a single stream.
 */
public final class Channels {
    private static final long KEEP_ALIVE_SECONDS = 20;
    private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 10;
    private static final String[] PROTOCOLS = {"TLSv1.3"};
    private static final String[] CIPHERS =
        {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"};

    private final SSLSocketFactory tls;

    private Channels(SSLSocketFactory tls) {
        this.tls = tls;
    }

    /**
     * Channels with these files, read now.
     *
     * @param files empty for clear text
     * @throws IOException with one clear line
     */
    public static Channels of(Optional<TlsFiles> files) throws IOException {
        return new Channels(files.isPresent() ? files.get().context().getSocketFactory() : null);
    }

    /**
     * A channel, not yet connected.
     *
     * @param threads for what blocks: resolving names, connecting, reading and writing
     * @param timer for keep-alive
     */
    ManagedChannel to(ControllerAddress controller, Executor threads, ScheduledExecutorService timer) {
        OkHttpChannelBuilder builder = OkHttpChannelBuilder.forAddress(controller.host(), controller.port())
            // Not gRPC's own pools: making them brings in the JDK's formatters with the data of all locales.
            .executor(threads)
            .offloadExecutor(threads)
            .transportExecutor(threads)
            .scheduledExecutorService(timer)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .disableRetry();
        if (tls == null) {
            return builder.usePlaintext().build();
        }
        return builder.sslSocketFactory(tls).tlsConnectionSpec(PROTOCOLS, CIPHERS).build();
    }
}
