// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import io.grpc.util.CertificateUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The PEM files of mutual TLS.
 *
 * @param trust certificates of the authorities that controllers' certificates are signed by
 * @param certificate this agent's certificate, followed by intermediate ones if there are any
 * @param key its private key, PKCS#8 and not encrypted
 */
public record TlsFiles(Path trust, Path certificate, Path key) {
    private static final char[] NO_PASSWORD = new char[0];

    /**
     * Reads the files.
     *
     * @throws IOException with one clear line that names the file
     */
    public SSLContext context() throws IOException {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(keyStore(), NO_PASSWORD);
            TrustManagerFactory authorities = TrustManagerFactory.getInstance("PKIX");
            authorities.init(trustStore());
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keys.getKeyManagers(), authorities.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up with " + certificate + " and " + key + ": "
                + e.getMessage(), e);
        }
    }

    private KeyStore keyStore() throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setKeyEntry("agent", privateKey(), NO_PASSWORD, certificates(certificate));
        return store;
    }

    private KeyStore trustStore() throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        X509Certificate[] authorities = certificates(trust);
        for (int i = 0; i < authorities.length; i++) {
            store.setCertificateEntry("authority-" + i, authorities[i]);
        }
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private PrivateKey privateKey() throws IOException {
        try (InputStream in = open(key)) {
            return CertificateUtils.getPrivateKey(in);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException(key + " is not a private key as PEM (PKCS#8, not encrypted)", e);
        }
    }

    private static X509Certificate[] certificates(Path file) throws IOException {
        X509Certificate[] certificates;
        try (InputStream in = open(file)) {
            certificates = CertificateUtils.getX509Certificates(in);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is not a certificate as PEM: " + e.getMessage(), e);
        }
        if (certificates.length == 0) {
            throw new IOException(file + " has no certificate in it");
        }
        return certificates;
    }

    private static InputStream open(Path file) throws IOException {
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is not there", e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }
}
