// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.sockdiag;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.crosslayer.agent.mptcp.Addresses;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.agent.netlink.AttributeReader;
import org.crosslayer.agent.netlink.AttributeWriter;
import org.crosslayer.agent.netlink.NetlinkException;

/**
 * Requests and answers of linux/inet_diag.h.
 * <pre>
 *   inet_diag_req_v2: u8 family | u8 protocol | u8 extensions | u8 0 | u32 states | inet_diag_sockid
 *   inet_diag_msg:    u8 family | u8 state | u8 timer | u8 retrans | inet_diag_sockid
 *                     | u32 expires | u32 receive queue | u32 send queue | u32 uid | u32 inode | attributes
 *   inet_diag_sockid: be16 source port | be16 destination port | 16 bytes source | 16 bytes destination
 *                     | u32 interface | u32 cookie[2]
 * </pre>
 * Ports are in network order, all else is in host order. An IPv4 address takes the first 4 of 16 bytes.
 */
final class DiagCodec {
    static final int FAMILY_IPV4 = 2;
    static final int FAMILY_IPV6 = 10;
    static final int PROTOCOL_TCP = 6;
    static final int PROTOCOL_MPTCP = 262;
    static final int MESSAGE_BYTES = 72;
    /** All states but LISTEN, TIME_WAIT and NEW_SYN_RECV, which are no connections. */
    static final int CONNECTED_STATES = 0xffe & ~(1 << SocketState.LISTEN.ordinal())
        & ~(1 << SocketState.TIME_WAIT.ordinal());

    /** Attributes of an answer that this program reads. */
    static final int ATTRIBUTE_INFO = 2;
    static final int ATTRIBUTE_ULP = 19;
    private static final int REQUEST_ATTRIBUTE_PROTOCOL = 3;
    private static final int ULP_MPTCP = 3;
    private static final int EXTENSION_INFO = 1 << (ATTRIBUTE_INFO - 1);
    static final int COOKIE_ANY = -1;

    private DiagCodec() {
    }

    /**
     * A request for one protocol and family.
     *
     * @param cookie all ones for a listing; the token to get one MPTCP socket
     */
    static void writeRequest(ByteBuffer buffer, int family, int protocol, int states, int cookie) {
        // a protocol number above 255 does not fit the byte: the attribute overrides it
        buffer.put((byte) family).put((byte) Math.min(protocol, 255)).put((byte) EXTENSION_INFO).put((byte) 0);
        buffer.putInt(states);
        buffer.put(new byte[4 + 16 + 16 + 4]).putInt(cookie).putInt(cookie);
        if (protocol > 255) {
            new AttributeWriter(buffer).u32Host(REQUEST_ATTRIBUTE_PROTOCOL, protocol);
        }
    }

    static void writeRequest(ByteBuffer buffer, int family, int protocol) {
        writeRequest(buffer, family, protocol, CONNECTED_STATES, COOKIE_ANY);
    }

    /** Attributes behind the fixed part of an answer. */
    static AttributeReader attributes(ByteBuffer payload) throws NetlinkException {
        if (payload.limit() < MESSAGE_BYTES) {
            throw new NetlinkException("read socket diagnostics",
                payload.limit() + " bytes are fewer than " + MESSAGE_BYTES);
        }
        return new AttributeReader(payload.slice(MESSAGE_BYTES, payload.limit() - MESSAGE_BYTES));
    }

    static SocketState state(ByteBuffer payload) {
        return SocketState.of(payload.get(1) & 0xff);
    }

    static int interfaceIndex(ByteBuffer payload) {
        return payload.getInt(40);
    }

    static long receiveQueue(ByteBuffer payload) {
        return Integer.toUnsignedLong(payload.getInt(56));
    }

    static long sendQueue(ByteBuffer payload) {
        return Integer.toUnsignedLong(payload.getInt(60));
    }

    static int userId(ByteBuffer payload) {
        return payload.getInt(64);
    }

    static long inode(ByteBuffer payload) {
        return Integer.toUnsignedLong(payload.getInt(68));
    }

    static FourTuple tuple(ByteBuffer payload) throws NetlinkException {
        int family = payload.get(0) & 0xff;
        if (family != FAMILY_IPV4 && family != FAMILY_IPV6) {
            throw new NetlinkException("read socket diagnostics", "address family " + family);
        }
        int bytes = family == FAMILY_IPV4 ? 4 : 16;
        return new FourTuple(new SocketEndpoint(address(payload, 8, bytes), port(payload, 4)),
            new SocketEndpoint(address(payload, 24, bytes), port(payload, 6)));
    }

    private static InetAddress address(ByteBuffer payload, int offset, int length) {
        byte[] bytes = new byte[length];
        payload.get(offset, bytes);
        return Addresses.of(bytes);
    }

    private static int port(ByteBuffer payload, int offset) {
        return (payload.get(offset) & 0xff) << 8 | payload.get(offset + 1) & 0xff;
    }

    /** Goes to the MPTCP part of INET_DIAG_ULP_INFO; null if the socket has another upper layer protocol. */
    static AttributeReader mptcpOf(AttributeReader upperLayer) {
        while (upperLayer.next()) {
            if (upperLayer.type() == ULP_MPTCP) {
                return upperLayer.nested();
            }
        }
        return null;
    }

    /** struct mptcp_info. */
    static MptcpInfo mptcpInfo(ByteBuffer data) {
        KernelStruct info = new KernelStruct(data);
        return new MptcpInfo(info.u8(0), info.u8(1), info.u8(2), info.u8(3), info.s32(8), info.s32(12), info.u64(16),
            info.u64(24), info.u64(32), info.u8(40), info.u8(42) != 0, info.u32(44), info.u64(48), info.u64(56),
            info.u64(64), info.u64(72), info.u8(80), info.u32(84), info.u32(88), info.u32(92));
    }

    /** struct tcp_info. */
    static TcpInfo tcpInfo(ByteBuffer data) {
        KernelStruct info = new KernelStruct(data);
        return new TcpInfo(info.u32(68), info.u32(72), info.u32(148), info.u32(80), info.u32(76), info.u32(16),
            info.u32(24), info.u32(100), info.u64(200), info.u64(120), info.u64(128), info.u64(208), info.u32(144),
            info.u64(160), info.u64(104), info.u32(44), info.u32(52), info.u32(56), info.u64(168), info.u64(176));
    }
}
