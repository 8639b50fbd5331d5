// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where a controller listens: a name or address, and a port. */
public record ControllerAddress(String host, int port) {
    /**
     * Reads {@code HOST:PORT} or {@code [IPV6]:PORT}.
     *
     * @throws IllegalArgumentException with one clear line
     */
    public static ControllerAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        if (!host.isEmpty() && (bracketed || host.indexOf(':') < 0) && host.chars().noneMatch(c -> c <= ' ')) {
            try {
                int port = Integer.parseInt(text.substring(colon + 1));
                if (port >= 1 && port <= 0xffff) {
                    return new ControllerAddress(host, port);
                }
            } catch (NumberFormatException e) {
                // answered below, in the same words
            }
        }
        throw new IllegalArgumentException(
            "'" + text + "' is not HOST:PORT with a port of 1 to 65535 (IPv6: [ADDRESS]:PORT)");
    }

    /** The host as the JDK reads it from certificates, where an IPv6 address has no "::": gRPC compares the texts. */
    String certifiedHost() {
        try {
            return host.indexOf(':') < 0 ? host : InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException e) {
            return host;
        }
    }

    /** Whether nothing that is sent there leaves this host. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
