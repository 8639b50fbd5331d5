// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whom one end trusts: the JDK's checks of a chain of certificates, and lists of what was revoked. It remembers the
 * chain that it accepted last, for a look at it later on.
 */
public final class PeerTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager checks;
    private final List<X509Certificate> authorities;
    private final List<X509CRL> revocations;
    private volatile List<X509Certificate> accepted = List.of();

    private PeerTrust(X509ExtendedTrustManager checks, List<X509Certificate> authorities,
                      List<X509CRL> revocations) {
        this.checks = checks;
        this.authorities = authorities;
        this.revocations = revocations;
    }

    /** @throws GeneralSecurityException a list was signed by nobody who is trusted */
    static PeerTrust of(List<X509Certificate> authorities, List<X509CRL> revocations)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        for (X509CRL list : revocations) {
            checkSigned(list, authorities);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return new PeerTrust((X509ExtendedTrustManager) factory.getTrustManagers()[0], List.copyOf(authorities),
            List.copyOf(revocations));
    }

    private static void checkSigned(X509CRL list, List<X509Certificate> authorities)
            throws GeneralSecurityException {
        for (X509Certificate authority : authorities) {
            if (authority.getSubjectX500Principal().equals(list.getIssuerX500Principal())) {
                list.verify(authority.getPublicKey());
                return;
            }
        }
        throw new CertificateException("the list of revoked certificates of " + list.getIssuerX500Principal()
            + " is there, but not that authority's certificate");
    }

    /** The same trust with a memory of its own, for one connection. */
    public PeerTrust forOneConnection() {
        return new PeerTrust(checks, authorities, revocations);
    }

    /** The chain that was accepted last, the peer's own certificate first; empty before. */
    public List<X509Certificate> accepted() {
        return accepted;
    }

    /**
     * Looks again at a chain that was accepted, by time and revocation.
     *
     * @return why it is refused now, in one line
     */
    public Optional<String> refusal(List<X509Certificate> chain, Date now) {
        for (X509Certificate certificate : chain) {
            if (certificate.getNotAfter().before(now)) {
                return Optional.of("the certificate of " + name(certificate) + " has expired at "
                    + certificate.getNotAfter().toInstant());
            }
            if (isRevoked(certificate)) {
                return Optional.of("the certificate of " + name(certificate) + " was revoked (serial "
                    + certificate.getSerialNumber().toString(16) + ")");
            }
        }
        return Optional.empty();
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    private boolean isRevoked(X509Certificate certificate) {
        for (X509CRL list : revocations) {
            if (list.getIssuerX500Principal().equals(certificate.getIssuerX500Principal())
                    && list.isRevoked(certificate)) {
                return true;
            }
        }
        return false;
    }

    /** In clear words, which the JDK's checks after it lack. */
    private void refuse(X509Certificate[] chain) throws CertificateException {
        Optional<String> refusal = refusal(List.of(chain), new Date());
        if (refusal.isPresent()) {
            throw new CertificateException(refusal.get());
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        refuse(chain);
        checks.checkClientTrusted(chain, type);
        accepted = List.of(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        refuse(chain);
        checks.checkClientTrusted(chain, type, socket);
        accepted = List.of(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        refuse(chain);
        checks.checkClientTrusted(chain, type, engine);
        accepted = List.of(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        refuse(chain);
        checks.checkServerTrusted(chain, type);
        accepted = List.of(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        refuse(chain);
        checks.checkServerTrusted(chain, type, socket);
        accepted = List.of(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        refuse(chain);
        checks.checkServerTrusted(chain, type, engine);
        accepted = List.of(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.toArray(new X509Certificate[0]);
    }
}
