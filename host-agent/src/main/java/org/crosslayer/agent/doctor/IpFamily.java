// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** What differs between IPv4 and IPv6 in system calls and headers (Linux). */
enum IpFamily {
    IPV4(2, 1, 0, 2, 16, 4, 4), IPV6(10, 58, 41, 16, 28, 8, 16);

    private final int number;
    private final int icmp;
    private final int level;
    private final int hopLimit;
    private final int socketAddressBytes;
    private final int addressOffset;
    private final int addressBytes;

    IpFamily(int number, int icmp, int level, int hopLimit, int socketAddressBytes, int addressOffset,
             int addressBytes) {
        this.number = number;
        this.icmp = icmp;
        this.level = level;
        this.hopLimit = hopLimit;
        this.socketAddressBytes = socketAddressBytes;
        this.addressOffset = addressOffset;
        this.addressBytes = addressBytes;
    }

    static IpFamily of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }

    /** AF_INET or AF_INET6. */
    int number() {
        return number;
    }

    /** Protocol of a raw socket that hears routers: ICMP or ICMPv6. */
    int icmp() {
        return icmp;
    }

    /** Level of {@link #hopLimit}. */
    int level() {
        return level;
    }

    /** Socket option of the TTL: IP_TTL or IPV6_UNICAST_HOPS. */
    int hopLimit() {
        return hopLimit;
    }

    int addressBytes() {
        return addressBytes;
    }

    /** A {@code sockaddr_in} or {@code sockaddr_in6}. */
    ByteBuffer socketAddress(InetAddress address, int port) {
        ByteBuffer buffer = emptySocketAddress();
        buffer.putShort((short) number).put((byte) (port >> Byte.SIZE)).put((byte) port);
        return buffer.position(addressOffset).put(address.getAddress()).clear();
    }

    /** Room for one. */
    ByteBuffer emptySocketAddress() {
        return ProbeSocket.direct(socketAddressBytes);
    }

    /** The address in one. */
    InetAddress address(ByteBuffer socketAddress) {
        return address(socketAddress, addressOffset);
    }

    /** The address at an offset of a header. */
    InetAddress address(ByteBuffer packet, int at) {
        byte[] bytes = new byte[addressBytes];
        packet.get(at, bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
