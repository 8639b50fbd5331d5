// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A router's word on a TCP segment of this host that it did not forward (RFC 792), as a raw socket gives it:
 *
 * <pre>
 *   IP header of the router | type, code, checksum | 4 bytes | IP header of the segment | its ports
 * </pre>
 *
 * @param timeExceeded its TTL was used up; else it is unreachable
 */
record IcmpMessage(InetAddress router, boolean timeExceeded, InetAddress destination, int sourcePort,
                   int destinationPort) {
    private static final int TIME_EXCEEDED = 11;
    private static final int UNREACHABLE = 3;
    private static final int TCP = 6;
    private static final int ICMP_BYTES = 8;
    private static final int LEAST_IP_BYTES = 20;
    private static final int PORTS_BYTES = 4;
    private static final int SOURCE_OFFSET = 12;
    private static final int DESTINATION_OFFSET = 16;
    private static final int PROTOCOL_OFFSET = 9;

    /** Reads what has arrived; empty if it is about something else, or no such message at all. */
    static Optional<IcmpMessage> parse(ByteBuffer packet) {
        int outer = headerBytes(packet, 0);
        int inner = outer + ICMP_BYTES;
        if (outer == 0 || packet.limit() < inner + LEAST_IP_BYTES) {
            return Optional.empty();
        }
        int type = packet.get(outer);
        int ports = inner + headerBytes(packet, inner);
        if (type != TIME_EXCEEDED && type != UNREACHABLE || ports == inner || packet.limit() < ports + PORTS_BYTES
                || packet.get(inner + PROTOCOL_OFFSET) != TCP) {
            return Optional.empty();
        }
        return Optional.of(new IcmpMessage(address(packet, SOURCE_OFFSET), type == TIME_EXCEEDED,
            address(packet, inner + DESTINATION_OFFSET), Short.toUnsignedInt(packet.getShort(ports)),
            Short.toUnsignedInt(packet.getShort(ports + 2))));
    }

    /** 0 if there is none of IPv4. */
    private static int headerBytes(ByteBuffer packet, int at) {
        if (packet.limit() < at + LEAST_IP_BYTES || packet.get(at) >> 4 != 4) {
            return 0;
        }
        int bytes = (packet.get(at) & 0xf) * 4;
        return bytes >= LEAST_IP_BYTES && packet.limit() >= at + bytes ? bytes : 0;
    }

    private static InetAddress address(ByteBuffer packet, int at) {
        byte[] bytes = new byte[4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = packet.get(at + i);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
