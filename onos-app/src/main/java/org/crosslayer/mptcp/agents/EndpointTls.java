// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.crosslayer.control.tls.ReloadingTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoint's side of mutual TLS 1.3. Its files may be replaced at any time: new connections are made with them. */
final class EndpointTls {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointTls.class);

    private final ReloadingTls files;
    private final SslContext context;

    private EndpointTls(ReloadingTls files, SslContext context) {
        this.files = files;
        this.context = context;
    }

    /**
     * Reads the files.
     *
     * @throws IOException with what is wrong with which file, for the log
     */
    static EndpointTls of(EndpointSettings settings) throws IOException {
        ReloadingTls files = new ReloadingTls(settings.trust().toPath(), settings.certificate().toPath(),
            settings.key().toPath(), LOG::info);
        return new EndpointTls(files, GrpcSslContexts.configure(SslContextBuilder.forServer(files.keyManager()))
            .trustManager(files.trustManager())
            .clientAuth(ClientAuth.REQUIRE)
            .protocols("TLSv1.3")
            .build());
    }

    SslContext context() {
        return context;
    }

    /**
     * Looks again at certificates that were accepted: their time may be over, a new list may have them, or
     * their authority may be gone.
     *
     * @return why they are refused now, in one line
     */
    Optional<String> refusal(List<X509Certificate> chain, Date now) {
        return files.current().trust().clientRefusal(chain, now);
    }
}
