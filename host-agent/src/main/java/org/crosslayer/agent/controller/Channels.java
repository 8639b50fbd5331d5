// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.crosslayer.control.tls.PeerTrust;
import org.crosslayer.control.tls.ReloadingTls;
import org.crosslayer.control.tls.TlsMaterial;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    private static final Duration CHECK_EVERY = Duration.ofSeconds(30);

    private final ReloadingTls tls;
    private final Duration checkEvery;
    private TlsMaterial expiredTold;
    /** Whom the latest channel trusts, and whose certificate it has accepted. */
    private volatile PeerTrust latest;

    private Channels(ReloadingTls tls, Duration checkEvery) {
        this.tls = tls;
        this.checkEvery = checkEvery;
    }

    /**
     * Channels with these files, read now and for each channel again if they have changed.
     *
     * @param files empty for clear text
     * @throws IOException with one clear line
     */
    public static Channels of(Optional<TlsFiles> files) throws IOException {
        return of(files, CHECK_EVERY);
    }

    static Channels of(Optional<TlsFiles> files, Duration checkEvery) throws IOException {
        try {
            return new Channels(files.isPresent() ? files.get().reloading(LOG::info) : null, checkEvery);
        } catch (IOException e) {
            throw new IOException("tls-trust, tls-certificate or tls-key: " + e.getMessage(), e);
        }
    }

    /** When the certificate of this agent ends, as the files have it now; empty for clear text. */
    public Optional<Instant> certificateEnd() {
        return tls == null ? Optional.empty() : Optional.of(tls.current().certificate().getNotAfter().toInstant());
    }

    /** When the certificate ends that the controller of the latest channel has shown; empty if it has shown none. */
    Optional<Instant> peerCertificateEnd() {
        PeerTrust shown = latest;
        return shown == null || shown.accepted().isEmpty() ? Optional.empty()
            : Optional.of(shown.accepted().get(0).getNotAfter().toInstant());
    }

    /** How often to ask for {@link #refusal}. */
    Duration checkEvery() {
        return checkEvery;
    }

    /**
     * A channel, not yet connected.
     *
     * @param threads for what blocks: resolving names, connecting, reading and writing
     * @param timer for keep-alive
     */
    ManagedChannel to(ControllerAddress controller, Executor threads, ScheduledExecutorService timer) {
        OkHttpChannelBuilder builder = OkHttpChannelBuilder.forAddress(controller.certifiedHost(), controller.port())
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
        return builder.sslSocketFactory(socketFactory()).tlsConnectionSpec(PROTOCOLS, CIPHERS).build();
    }

    private SSLSocketFactory socketFactory() {
        TlsMaterial material = tls.current();
        if (material.isExpired() && material != expiredTold) {
            expiredTold = material;
            LOG.warn("the certificate of this agent has expired at {}: controllers will refuse it until there is a new"
                + " one", material.certificate().getNotAfter().toInstant());
        }
        latest = material.trust().forOneConnection();
        try {
            return material.context(latest).getSocketFactory();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Looks again at the certificate that the controller of the latest channel has shown: its time may be over, a new
     * list may have it, or its authority may be gone.
     *
     * @return why it is refused now, in one line
     */
    Optional<String> refusal() {
        PeerTrust shown = latest;
        return shown == null ? Optional.empty() : tls.current().trust().serverRefusal(shown.accepted(), new Date());
    }
}
