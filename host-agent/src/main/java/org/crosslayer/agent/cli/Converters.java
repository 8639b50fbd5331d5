// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Turns what the user types into addresses; names are not looked up. */
final class Converters {
    private Converters() {
    }

    private static InetAddress address(String text, String whole) {
        if (text.matches("[0-9]+\\.[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            try {
                return InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                // answered below, in the same words
            }
        }
        throw new TypeConversionException("'" + whole + "' has no IPv4 or IPv6 address");
    }

    /** {@code 10.0.0.1} or {@code fd00::1}. */
    static final class Address implements ITypeConverter<InetAddress> {
        @Override
        public InetAddress convert(String text) {
            return address(text, text);
        }
    }

    /** {@code 10.0.0.1:80} or {@code [fd00::1]:80}. */
    static final class Endpoint implements ITypeConverter<SocketEndpoint> {
        @Override
        public SocketEndpoint convert(String text) {
            int colon = text.lastIndexOf(':');
            String host = colon < 0 ? "" : text.substring(0, colon);
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            if (bracketed != host.contains(":") || host.isEmpty()) {
                throw new TypeConversionException("'" + text + "' is not ADDRESS:PORT (IPv6: [ADDRESS]:PORT)");
            }
            try {
                return new SocketEndpoint(address(bracketed ? host.substring(1, host.length() - 1) : host, text),
                    Integer.parseInt(text.substring(colon + 1)));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("the port of '" + text + "' is not within 0 to 65535");
            }
        }
    }
}
