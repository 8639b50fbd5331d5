// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Conversions of addresses. */
final class Addresses {
    static final int FAMILY_IPV4 = 2;
    static final int FAMILY_IPV6 = 10;

    private Addresses() {
    }

    /** Address of 4 or 16 bytes; an IPv4-mapped one becomes IPv4. */
    static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(bytes.length + " bytes are no address", e);
        }
    }

    /** The 16 bytes of an IPv4 address as IPv6 sockets have it: ::ffff:a.b.c.d. */
    static byte[] mapped(byte[] ipv4) {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        System.arraycopy(ipv4, 0, bytes, 12, 4);
        return bytes;
    }
}
