// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import io.grpc.Status;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.crosslayer.mptcp.Agent;
import org.onlab.packet.IpAddress;

/**
 * What TLS has proven of the other end: its subject, and the addresses that it may speak for. Without TLS, which
 * there is on loopback only, everything may be said.
 */
final class PeerIdentity {
    private static final int SAN_IP_ADDRESS = 7;
    private static final PeerIdentity ANYBODY = new PeerIdentity("", null, List.of());

    private final String subject;
    private final Set<IpAddress> addresses;
    private final List<X509Certificate> chain;

    private PeerIdentity(String subject, Set<IpAddress> addresses, List<X509Certificate> chain) {
        this.subject = subject;
        this.addresses = addresses;
        this.chain = chain;
    }

    /** Identity of a connection; the session is null without TLS. */
    static PeerIdentity of(SSLSession session) {
        if (session == null) {
            return ANYBODY;
        }
        try {
            Certificate first = session.getPeerCertificates()[0];
            if (first instanceof X509Certificate) {
                X509Certificate certificate = (X509Certificate) first;
                return new PeerIdentity(certificate.getSubjectX500Principal().getName(), ipAddresses(certificate),
                    chain(session.getPeerCertificates()));
            }
        } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
            // Falls through to somebody who may say nothing.
        }
        return new PeerIdentity("unknown", Set.of(), List.of());
    }

    private static Set<IpAddress> ipAddresses(X509Certificate certificate) throws CertificateParsingException {
        Set<IpAddress> addresses = new LinkedHashSet<>();
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        if (names != null) {
            for (List<?> name : names) {
                if (name.get(0).equals(SAN_IP_ADDRESS)) {
                    addresses.add(IpAddress.valueOf((String) name.get(1)));
                }
            }
        }
        return addresses;
    }

    private static List<X509Certificate> chain(Certificate[] shown) {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : shown) {
            if (certificate instanceof X509Certificate) {
                chain.add((X509Certificate) certificate);
            }
        }
        return List.copyOf(chain);
    }

    /** The certificates that were shown, empty without TLS. */
    List<X509Certificate> chain() {
        return chain;
    }

    /** Who the certificate was given to, empty without TLS. */
    String subject() {
        return subject;
    }

    /** Whether the other end may speak of this address of its host. */
    boolean speaksFor(IpAddress address) {
        return addresses == null || addresses.contains(address);
    }

    /** Refuses an agent that claims addresses of others. */
    void check(Agent agent) throws StreamRefusedException {
        for (int i = 0; i < agent.addresses().size(); i++) {
            IpAddress address = agent.addresses().get(i);
            if (!speaksFor(address)) {
                throw new StreamRefusedException(Status.PERMISSION_DENIED.withDescription("hello.addresses[" + i
                    + "]: " + address + " is not among the IP addresses that the certificate of " + subject
                    + " names (subjectAltName): " + addresses));
            }
        }
    }
}
