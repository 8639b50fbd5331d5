// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of PEM blocks (RFC 7468), read as a whole; text between the blocks is skipped. */
final class PemFile {
    private static final Pattern BLOCK =
        Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final int MOST_BYTES = 1 << 20;

    private final Path file;
    private final byte[] content;

    private PemFile(Path file, byte[] content) {
        this.file = file;
        this.content = content;
    }

    /** @throws IOException in one line that names the file */
    static PemFile read(Path file) throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + " is no PEM file: it has more than 1 MiB");
            }
            return new PemFile(file, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is not there", e);
        } catch (FileSystemException e) {
            throw new IOException(file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    boolean isSameAs(PemFile other) {
        return Arrays.equals(content, other.content);
    }

    private List<byte[]> blocks(String label) throws IOException {
        List<byte[]> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(new String(content, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            if (matcher.group(1).equals(label)) {
                try {
                    blocks.add(Base64.getMimeDecoder().decode(matcher.group(2)));
                } catch (IllegalArgumentException e) {
                    throw new IOException(file + " is broken: " + e.getMessage(), e);
                }
            }
        }
        return blocks;
    }

    /** At least one. */
    List<X509Certificate> certificates() throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (byte[] block : blocks("CERTIFICATE")) {
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block)));
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is not a certificate as PEM: " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + " has no certificate in it");
        }
        return certificates;
    }

    /** Lists of revoked certificates, maybe none. */
    List<X509CRL> revocations() throws IOException {
        List<X509CRL> lists = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (byte[] block : blocks("X509 CRL")) {
                lists.add((X509CRL) factory.generateCRL(new ByteArrayInputStream(block)));
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " has a broken list of revoked certificates: " + e.getMessage(), e);
        }
        return lists;
    }

    /** The private key, which is of the algorithm of the public one. */
    PrivateKey privateKey(String algorithm) throws IOException {
        List<byte[]> blocks = blocks("PRIVATE KEY");
        try {
            if (blocks.size() == 1) {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(blocks.get(0)));
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException(file + " is not an " + algorithm + " key as PEM (PKCS#8, not encrypted)", e);
        }
        throw new IOException(file + " is not a private key as PEM (PKCS#8, not encrypted)");
    }
}
