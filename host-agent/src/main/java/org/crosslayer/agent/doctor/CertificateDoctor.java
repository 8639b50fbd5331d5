// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.crosslayer.agent.controller.TlsFiles;
import org.crosslayer.agent.mptcp.Addresses;
import org.crosslayer.control.tls.TlsMaterial;

/** The TLS files: whether they are whole, in time, for this host's addresses, and in nobody else's hands. */
public final class CertificateDoctor {
    private static final String CERTIFICATE = "certificate";
    private static final String KEY = "key";
    private static final String RENEW = "make a new one, such as with './crosslayer pki renew NAME'";
    private static final String CLIENTS = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USE = "2.5.29.37.0";
    private static final int SAN_IP_ADDRESS = 7;
    /** Less than this part of its life is left. */
    private static final int SOON = 10;

    private final Findings findings;
    private final Instant now;

    public CertificateDoctor(Findings findings, Instant now) {
        this.findings = findings;
        this.now = now;
    }

    /** @param own addresses that the agent will speak for */
    public void check(TlsFiles files, List<InetAddress> own) {
        permissions(files.key());
        TlsMaterial material;
        try {
            material = TlsMaterial.read(files.trust(), files.certificate(), files.key());
        } catch (IOException e) {
            findings.fail(CERTIFICATE, e.getMessage(), "controllers cannot be spoken to without the three TLS files");
            return;
        }
        X509Certificate certificate = material.certificate();
        findings.ok(CERTIFICATE, files.key() + " is the key of " + files.certificate() + ", which is "
            + certificate.getSubjectX500Principal().getName() + " by "
            + certificate.getIssuerX500Principal().getName());
        time(certificate);
        addresses(certificate, own);
        use(certificate);
        material.trust().clientRefusal(List.of(certificate), Date.from(now)).ifPresent(reason -> findings.warn(
            CERTIFICATE, "by this host's own " + files.trust() + " it is refused: " + reason,
            "make sure that the controllers trust its authority"));
    }

    private void time(X509Certificate certificate) {
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        Duration left = Duration.between(now, end);
        if (now.isBefore(begin)) {
            findings.fail(CERTIFICATE, "it is not valid before " + begin + ", and it is " + now + " here",
                "set the clock of this host");
        } else if (left.isNegative()) {
            findings.fail(CERTIFICATE, "it has expired at " + end, RENEW);
        } else if (left.multipliedBy(SOON).compareTo(Duration.between(begin, end)) < 0) {
            findings.warn(CERTIFICATE, "it expires in " + left.toHours() + " h, at " + end, RENEW);
        } else {
            findings.ok(CERTIFICATE, "valid until " + end + ", " + left.toDays() + " days more");
        }
    }

    private void addresses(X509Certificate certificate, List<InetAddress> own) {
        List<InetAddress> named;
        try {
            named = named(certificate);
        } catch (CertificateParsingException | UnknownHostException e) {
            findings.fail(CERTIFICATE, "its names cannot be read: " + e.getMessage(), RENEW);
            return;
        }
        List<String> missing = own.stream().filter(address -> !named.contains(address)).map(Addresses::text).toList();
        if (own.isEmpty()) {
            findings.fail("addresses", "this host has no address that subflows could use", "see --address");
        } else if (missing.isEmpty()) {
            findings.ok("addresses", "the certificate names all addresses that subflows may use: "
                + String.join(", ", own.stream().map(Addresses::text).toList()));
        } else {
            findings.fail("addresses", String.join(", ", missing) + " of this host not in the certificate"
                + " (subjectAltName), so controllers refuse the agent",
                "make one for these addresses too, or leave them out by --address");
        }
    }

    private static List<InetAddress> named(X509Certificate certificate)
            throws CertificateParsingException, UnknownHostException {
        Collection<List<?>> names = Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
        List<InetAddress> addresses = new ArrayList<>();
        for (List<?> name : names) {
            if (name.get(0).equals(SAN_IP_ADDRESS)) {
                addresses.add(InetAddress.getByName((String) name.get(1)));
            }
        }
        return addresses;
    }

    private void use(X509Certificate certificate) {
        try {
            List<String> uses = certificate.getExtendedKeyUsage();
            if (uses != null && !uses.contains(CLIENTS) && !uses.contains(ANY_USE)) {
                findings.fail(CERTIFICATE, "it is not made for TLS clients (extendedKeyUsage)",
                    "make it with './crosslayer pki agent', or with clientAuth");
            }
        } catch (CertificateParsingException e) {
            findings.fail(CERTIFICATE, "what it is made for cannot be read: " + e.getMessage(), RENEW);
        }
    }

    private void permissions(Path key) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(key);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                findings.warn(KEY, key + " may be read or changed by everybody on this host",
                    "chmod 600, and make a new key if others use this host");
            } else {
                findings.ok(KEY, key + " is not open to everybody");
            }
        } catch (IOException | UnsupportedOperationException e) {
            findings.unknown(KEY, "permissions of " + key + " cannot be read", "");
        }
    }
}
