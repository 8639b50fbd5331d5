// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.crosslayer.control.tls.ReloadingTls;
import org.crosslayer.control.tls.TlsMaterial;

/**
 * The PEM files of mutual TLS.
 *
 * @param trust certificates of the authorities that controllers' certificates are signed by, and lists of revoked ones
 * @param certificate this agent's certificate, followed by intermediate ones if there are any
 * @param key its private key, PKCS#8 and not encrypted
 */
public record TlsFiles(Path trust, Path certificate, Path key) {
    /**
     * Reads the files once.
     *
     * @throws IOException with one clear line that names the file
     */
    public SSLContext context() throws IOException {
        return TlsMaterial.read(trust, certificate, key).context();
    }

    /**
     * Reads the files, and again when they have changed.
     *
     * @param told what has changed, in one line
     * @throws IOException with one clear line that names the file
     */
    ReloadingTls reloading(Consumer<String> told) throws IOException {
        return new ReloadingTls(trust, certificate, key, told);
    }
}
