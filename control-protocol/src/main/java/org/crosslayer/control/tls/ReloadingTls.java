// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS files that may be replaced while they are in use. What was read last counts until the files as they are now are
 * right as a whole: a half-written file, or a key that is not yet that of the certificate, changes nothing.
 * Thread-safe.
 */
public final class ReloadingTls {
    private static final long RECENT_NANOS = 1_000_000_000L;

    private final Path trust;
    private final Path certificate;
    private final Path key;
    private final Consumer<String> told;
    private TlsMaterial material;
    private String lastProblem = "";
    private long readNanos = System.nanoTime();

    /**
     * Reads the files for the first time.
     *
     * @param told hears in one line, once, what has changed or what is wrong
     * @throws IOException with one clear line that names the file
     */
    public ReloadingTls(Path trust, Path certificate, Path key, Consumer<String> told) throws IOException {
        this.trust = trust;
        this.certificate = certificate;
        this.key = key;
        this.told = told;
        this.material = TlsMaterial.read(trust, certificate, key);
    }

    /** What counts now, looked up at most once a second: for handshakes, which may be many. */
    private synchronized TlsMaterial recent() {
        long now = System.nanoTime();
        if (now - readNanos > RECENT_NANOS) {
            readNanos = now;
            return current();
        }
        return material;
    }

    /** A key manager that has, for each handshake, what counts then. */
    public X509ExtendedKeyManager keyManager() {
        return new ReloadingKeyManager(() -> recent().keys());
    }

    /** A trust manager that has, for each handshake, what counts then. */
    public X509ExtendedTrustManager trustManager() {
        return new ReloadingTrustManager(() -> recent().trust());
    }

    /** What counts now. Reads the files: call it for each new connection or from time to time, not for each message. */
    public synchronized TlsMaterial current() {
        try {
            if (!material.isSameAs(trust, certificate, key)) {
                material = TlsMaterial.read(trust, certificate, key);
                told.accept("TLS files read anew: certificate " + certificate + " is valid until "
                    + material.certificate().getNotAfter().toInstant());
            }
            lastProblem = "";
        } catch (IOException e) {
            if (!lastProblem.equals(e.getMessage())) {
                lastProblem = e.getMessage();
                told.accept("TLS files have changed, but " + e.getMessage() + "; those read before count on");
            }
        }
        return material;
    }
}
