// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Reads where to listen: a port, which means this host alone, or an address and a port. */
final class ListenAddress {
    private static final int LAST_PORT = 0xffff;

    private ListenAddress() {
    }

    /** @throws IllegalArgumentException with one clear line */
    static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw wrong(text);
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > LAST_PORT || colon == 0) {
            throw wrong(text);
        }
        InetAddress address = colon < 0 ? InetAddress.getLoopbackAddress() : ConfigLoader.literal(host);
        if (address == null) {
            throw wrong(text);
        }
        return new InetSocketAddress(address, Integer.parseInt(port));
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("'" + text + "' is not PORT, ADDRESS:PORT or [IPV6]:PORT; a port alone"
            + " is answered to this host only");
    }
}
