// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;

/** One end's key and certificate and whom it trusts, as the files had them at one moment. Immutable. */
public final class TlsMaterial {
    private static final char[] NO_PASSWORD = new char[0];

    private final PemFile trustFile;
    private final PemFile certificateFile;
    private final PemFile keyFile;
    private final X509Certificate certificate;
    private final X509ExtendedKeyManager keys;
    private final PeerTrust trust;

    private TlsMaterial(Path trustPath, Path certificatePath, Path keyPath) throws IOException {
        trustFile = PemFile.read(trustPath);
        certificateFile = PemFile.read(certificatePath);
        keyFile = PemFile.read(keyPath);
        List<X509Certificate> chain = certificateFile.certificates();
        certificate = chain.get(0);
        PrivateKey key = keyFile.privateKey(certificate.getPublicKey().getAlgorithm());
        try {
            if (!belongTogether(key, certificate)) {
                throw new IOException(keyPath + " is not the key of " + certificatePath);
            }
            keys = keyManager(key, chain);
            trust = PeerTrust.of(trustFile.certificates(), trustFile.revocations());
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up with " + certificatePath + ", " + keyPath + " and " + trustPath
                + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the files.
     *
     * @param trust certificates of authorities, and lists of what they have revoked, if there are any
     * @param certificate of this end, followed by intermediate ones if there are any
     * @param key its private key, PKCS#8 and not encrypted
     * @throws IOException with one clear line that names the file
     */
    public static TlsMaterial read(Path trust, Path certificate, Path key) throws IOException {
        return new TlsMaterial(trust, certificate, key);
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        String algorithm = key.getAlgorithm();
        Signature signature = Signature.getInstance(
            algorithm.startsWith("Ed") ? algorithm : "SHA256with" + (algorithm.equals("EC") ? "ECDSA" : algorithm));
        byte[] text = certificate.getSerialNumber().toByteArray();
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(text);
        return signature.verify(signed);
    }

    private static X509ExtendedKeyManager keyManager(PrivateKey key, List<X509Certificate> chain)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(new X509Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
        factory.init(store, NO_PASSWORD);
        return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    }

    /** Whether the files have the same content. */
    boolean isSameAs(Path trustPath, Path certificatePath, Path keyPath) throws IOException {
        return certificateFile.isSameAs(PemFile.read(certificatePath)) && keyFile.isSameAs(PemFile.read(keyPath))
            && trustFile.isSameAs(PemFile.read(trustPath));
    }

    /** The certificate of this end. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** Whether the certificate of this end is of no use now. */
    public boolean isExpired() {
        return certificate.getNotAfter().before(new Date());
    }

    public X509ExtendedKeyManager keys() {
        return keys;
    }

    public PeerTrust trust() {
        return trust;
    }

    /** A new context for TLS 1.3: it knows no earlier sessions, so the other end shows its certificate. */
    public SSLContext context() throws IOException {
        return context(trust);
    }

    /** The same with another trust, such as one with a memory of its own. */
    public SSLContext context(PeerTrust ofPeers) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(new X509ExtendedKeyManager[] {keys}, new PeerTrust[] {ofPeers}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }
}
