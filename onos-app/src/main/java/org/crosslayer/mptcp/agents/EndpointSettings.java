// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Objects;

/**
 * Where and how the endpoint listens. Immutable; made of component properties, of which each wrong one is refused
 * with a line for the operator.
 */
final class EndpointSettings {
    private static final int MAX_PORT = 65_535;

    private final InetAddress address;
    private final int port;
    private final File certificate;
    private final File key;
    private final File trust;

    private EndpointSettings(InetAddress address, int port, File certificate, File key, File trust) {
        this.address = address;
        this.port = port;
        this.certificate = certificate;
        this.key = key;
        this.trust = trust;
    }

    /**
     * Checks the properties.
     *
     * @throws IllegalArgumentException with what is wrong and what to do, for the log
     */
    static EndpointSettings of(String listenAddress, int port, String certificate, String key, String trust,
                               boolean plaintext) {
        InetAddress address = address(listenAddress);
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port is " + port + ", expected 1 to " + MAX_PORT);
        }
        boolean anyTls = !certificate.isEmpty() || !key.isEmpty() || !trust.isEmpty();
        if (plaintext) {
            if (anyTls) {
                throw new IllegalArgumentException("plaintext is true but TLS files are given: set one of both");
            }
            if (!address.isLoopbackAddress()) {
                throw new IllegalArgumentException("plaintext is true but listenAddress " + listenAddress
                    + " is not a loopback address: set listenAddress to 127.0.0.1, or tlsCertificate, tlsKey and"
                    + " tlsTrust");
            }
            return new EndpointSettings(address, port, null, null, null);
        }
        return new EndpointSettings(address, port, file("tlsCertificate", certificate), file("tlsKey", key),
            file("tlsTrust", trust));
    }

    private static InetAddress address(String text) {
        if (!text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw new IllegalArgumentException("listenAddress is '" + text + "', expected an IPv4 or IPv6 address");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("listenAddress is '" + text + "', expected an IPv4 or IPv6 address", e);
        }
    }

    private static File file(String property, String path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException(property + " is not set: set tlsCertificate, tlsKey and tlsTrust to PEM"
                + " files, or for a controller on the agents' own host plaintext=true with listenAddress=127.0.0.1");
        }
        File file = new File(path);
        if (!file.isFile() || !file.canRead()) {
            throw new IllegalArgumentException(property + " " + path + " is not a readable file");
        }
        return file;
    }

    InetSocketAddress listen() {
        return new InetSocketAddress(address, port);
    }

    boolean plaintext() {
        return certificate == null;
    }

    File certificate() {
        return certificate;
    }

    File key() {
        return key;
    }

    File trust() {
        return trust;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof EndpointSettings)) {
            return false;
        }
        EndpointSettings that = (EndpointSettings) other;
        return address.equals(that.address) && port == that.port && Objects.equals(certificate, that.certificate)
            && Objects.equals(key, that.key) && Objects.equals(trust, that.trust);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, port, certificate, key, trust);
    }

    @Override
    public String toString() {
        return address.getHostAddress() + " port " + port + (plaintext() ? ", clear text" : ", mutual TLS 1.3");
    }
}
