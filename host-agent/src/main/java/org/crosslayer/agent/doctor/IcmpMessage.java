// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A router's word on a TCP segment of this host that it did not forward (RFC 792, RFC 4443), as a raw socket gives it;
 * the header of the router's own packet is there with IPv4 alone:
 *
 * <pre>
 *   [IPv4 header] | type, code, checksum | 4 bytes | IP header of the segment | its ports
 * </pre>
 *
 * @param timeExceeded its TTL was used up; else it is unreachable
 */
record IcmpMessage(InetAddress router, boolean timeExceeded, InetAddress destination, int sourcePort,
                   int destinationPort) {
    private static final int TCP = 6;
    private static final int ICMP_BYTES = 8;
    private static final int PORTS_BYTES = 4;
    private static final int LEAST_IPV4_BYTES = 20;
    private static final int IPV6_BYTES = 40;

    /** Numbers of the two kinds of messages, and where in the header of the segment protocol and destination are. */
    private record Layout(int timeExceeded, int unreachable, int protocolOffset, int destinationOffset) {
        private static final Layout IPV4 = new Layout(11, 3, 9, 16);
        private static final Layout IPV6 = new Layout(3, 1, 6, 24);
    }

    /**
     * Reads what has arrived; empty if it is about something else, or no such message at all.
     *
     * @param from who has sent it
     */
    static Optional<IcmpMessage> parse(IpFamily family, ByteBuffer packet, InetAddress from) {
        boolean four = family == IpFamily.IPV4;
        Layout layout = four ? Layout.IPV4 : Layout.IPV6;
        int outer = four ? headerBytes(packet, 0) : 0;
        int inner = outer + ICMP_BYTES;
        int header = four && outer == 0 ? 0 : four ? headerBytes(packet, inner) : ipv6HeaderBytes(packet, inner);
        int ports = inner + header;
        if (header == 0 || packet.limit() < ports + PORTS_BYTES
                || packet.get(inner + layout.protocolOffset) != TCP) {
            return Optional.empty();
        }
        int type = Byte.toUnsignedInt(packet.get(outer));
        if (type != layout.timeExceeded && type != layout.unreachable) {
            return Optional.empty();
        }
        return Optional.of(new IcmpMessage(from, type == layout.timeExceeded,
            family.address(packet, inner + layout.destinationOffset), Short.toUnsignedInt(packet.getShort(ports)),
            Short.toUnsignedInt(packet.getShort(ports + 2))));
    }

    /** 0 if there is none of IPv4. */
    private static int headerBytes(ByteBuffer packet, int at) {
        if (packet.limit() < at + LEAST_IPV4_BYTES || packet.get(at) >> 4 != 4) {
            return 0;
        }
        int bytes = (packet.get(at) & 0xf) * 4;
        return bytes >= LEAST_IPV4_BYTES && packet.limit() >= at + bytes ? bytes : 0;
    }

    /** 0 if there is none of IPv6. Segments of this host have no extension headers. */
    private static int ipv6HeaderBytes(ByteBuffer packet, int at) {
        return packet.limit() < at + IPV6_BYTES || packet.get(at) >> 4 != 6 ? 0 : IPV6_BYTES;
    }
}
