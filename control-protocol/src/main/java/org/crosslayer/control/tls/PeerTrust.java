// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whom one end trusts: the JDK's checks of a chain of certificates, and lists of what was revoked. It remembers the
 * chain that it accepted last, for a look at it later on.
 */
public final class PeerTrust extends X509ExtendedTrustManager {
    private static final X509Certificate[] NONE = {};
    /** The JDK's word for TLS 1.3, where the cipher suite does not name the kind of key. */
    private static final String ANY_TYPE = "UNKNOWN";

    private final X509ExtendedTrustManager checks;
    private final List<X509Certificate> authorities;
    private final List<X509CRL> revocations;
    /** Peers' certificates that have passed all checks: they need not pass them again. */
    private final Set<X509Certificate> sound;
    private volatile List<X509Certificate> accepted = List.of();

    private PeerTrust(X509ExtendedTrustManager checks, List<X509Certificate> authorities,
                      List<X509CRL> revocations, Set<X509Certificate> sound) {
        this.checks = checks;
        this.sound = sound;
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
            List.copyOf(revocations), Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>())));
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
        return new PeerTrust(checks, authorities, revocations, sound);
    }

    /** The chain that was accepted last, the peer's own certificate first; empty before. */
    public List<X509Certificate> accepted() {
        return accepted;
    }

    /**
     * Looks again at the chain of a client that was accepted, maybe by files that are no more: by time, revocation
     * and authority.
     *
     * @return why it is refused now, in one line
     */
    public Optional<String> clientRefusal(List<X509Certificate> chain, Date now) {
        return refusal(chain, now, () -> checks.checkClientTrusted(chain.toArray(NONE), ANY_TYPE));
    }

    /** The same of a server. */
    public Optional<String> serverRefusal(List<X509Certificate> chain, Date now) {
        return refusal(chain, now, () -> checks.checkServerTrusted(chain.toArray(NONE), ANY_TYPE));
    }

    private interface Check {
        void run() throws CertificateException;
    }

    private Optional<String> refusal(List<X509Certificate> chain, Date now, Check check) {
        Optional<String> plain = plainRefusal(chain, now);
        if (plain.isPresent() || chain.isEmpty() || sound.contains(chain.get(0))) {
            return plain;
        }
        try {
            check.run();
            sound.add(chain.get(0));
            return Optional.empty();
        } catch (CertificateException e) {
            X509Certificate own = chain.get(0);
            return Optional.of("the certificate of " + name(own) + " is not trusted any more: "
                + own.getIssuerX500Principal().getName() + " is not among the authorities, or did not sign it");
        }
    }

    /** By time and revocation. */
    private Optional<String> plainRefusal(List<X509Certificate> chain, Date now) {
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

    private void accept(X509Certificate[] chain) {
        accepted = List.of(chain);
        sound.add(chain[0]);
    }

    /** In clear words, which the JDK's checks after it lack. */
    private void refuse(X509Certificate[] chain) throws CertificateException {
        Optional<String> refusal = plainRefusal(List.of(chain), new Date());
        if (refusal.isPresent()) {
            throw new CertificateException(refusal.get());
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        refuse(chain);
        checks.checkClientTrusted(chain, type);
        accept(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        refuse(chain);
        checks.checkClientTrusted(chain, type, socket);
        accept(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        refuse(chain);
        checks.checkClientTrusted(chain, type, engine);
        accept(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        refuse(chain);
        checks.checkServerTrusted(chain, type);
        accept(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        refuse(chain);
        checks.checkServerTrusted(chain, type, socket);
        accept(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        refuse(chain);
        checks.checkServerTrusted(chain, type, engine);
        accept(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.toArray(new X509Certificate[0]);
    }
}
