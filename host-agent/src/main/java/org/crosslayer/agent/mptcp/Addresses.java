// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Conversions of addresses. */
public final class Addresses {
    static final int FAMILY_IPV4 = 2;
    static final int FAMILY_IPV6 = 10;

    private Addresses() {
    }

    /** Address of 4 or 16 bytes; an IPv4-mapped one becomes IPv4. */
    public static InetAddress of(byte[] bytes) {
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

    /** An address as people write it; IPv6 in the form of RFC 5952, which java.net does not know. */
    public static String text(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return address.getHostAddress();
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        int zeroes = longestRunOfZeroes(groups);
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == zeroes) {
                text.append("::");
                while (i + 1 < 8 && groups[i + 1] == 0) {
                    i++;
                }
                continue;
            }
            if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    /** Start of the first longest run of two or more, -1 if there is none. */
    private static int longestRunOfZeroes(int[] groups) {
        int best = -1;
        int bestLength = 1;
        int length = 0;
        for (int i = 0; i < groups.length; i++) {
            length = groups[i] == 0 ? length + 1 : 0;
            if (length > bestLength) {
                bestLength = length;
                best = i - length + 1;
            }
        }
        return best;
    }
}
