// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority in memory, that certifies an agent in less than a millisecond. */
final class Authority {
    private static final Duration LIFE = Duration.ofDays(2);
    private static final Duration CLOCKS = Duration.ofMinutes(5);
    private static final String NAME = "CN=Crosslayer load";

    private final KeyPairGenerator keys;
    private final KeyPair own;
    private final X509Certificate certificate;
    private long serial;

    /** A certified key. */
    record Identity(X509Certificate certificate, PrivateKey key) {
    }

    Authority() throws GeneralSecurityException {
        keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(new ECGenParameterSpec("secp256r1"));
        own = keys.generateKeyPair();
        certificate = certify(NAME, own, List.of(), true);
    }

    X509Certificate certificate() {
        return certificate;
    }

    /**
     * Certifies a new key.
     *
     * @param name      of its owner; also a DNS name
     * @param addresses IP addresses that the owner may speak for
     */
    Identity identity(String name, List<String> addresses) throws GeneralSecurityException {
        KeyPair pair = keys.generateKeyPair();
        List<GeneralName> names = new ArrayList<>(List.of(new GeneralName(GeneralName.dNSName, name)));
        addresses.forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
        return new Identity(certify("CN=" + name, pair, names, false), pair.getPrivate());
    }

    private X509Certificate certify(String subject, KeyPair pair, List<GeneralName> names, boolean authority)
            throws GeneralSecurityException {
        try {
            serial++;
            Instant now = Instant.now();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(new X500Name(NAME),
                BigInteger.valueOf(serial), Date.from(now.minus(CLOCKS)), Date.from(now.plus(LIFE)),
                new X500Name(subject), pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!names.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false,
                    new GeneralNames(names.toArray(new GeneralName[0])));
            }
            return new JcaX509CertificateConverter().getCertificate(builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(own.getPrivate())));
        } catch (CertIOException | OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Writes a certificate as a PEM file. */
    static Path pem(X509Certificate certificate, Path file) throws IOException {
        return write(certificate, file);
    }

    /** Writes a key as a PEM file, PKCS 8. */
    static Path pem(PrivateKey key, Path file) throws IOException {
        return write(new JcaPKCS8Generator(key, null), file);
    }

    private static Path write(Object content, Path file) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        }
        return Files.writeString(file, text.toString());
    }
}
