// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One netlink message. The header is {@code struct nlmsghdr}, all fields in host order:
 * <pre>
 *  0      4      6       8          12        16
 *  | length | type | flags | sequence | port id | payload ... padded to 4
 * </pre>
 *
 * @param portId of the socket that it answers; 0 in multicast messages
 * @param payload a view into the buffer of the read, in host order: valid until the next read
 */
public record NetlinkMessage(int type, int flags, int sequence, int portId, ByteBuffer payload) {
    public static final int HEADER_BYTES = 16;
    public static final int TYPE_NOOP = 1;
    public static final int TYPE_ERROR = 2;
    public static final int TYPE_DONE = 3;
    public static final int TYPE_OVERRUN = 4;
    public static final int FLAG_REQUEST = 1;
    public static final int FLAG_MULTI = 2;
    public static final int FLAG_ACK = 4;
    /** Of an answer: the set changed during the dump. */
    public static final int FLAG_DUMP_INTERRUPTED = 0x10;
    /** Of an error: the request is not echoed beyond its header. */
    public static final int FLAG_CAPPED = 0x100;
    /** Of an error: attributes follow. */
    public static final int FLAG_ACK_ATTRIBUTES = 0x200;
    /** Of a request: NLM_F_ROOT | NLM_F_MATCH. */
    public static final int FLAG_DUMP = 0x300;

    /** NLMSG_ALIGN and NLA_ALIGN: the next multiple of 4. */
    static int align(int length) {
        return (length + 3) & ~3;
    }

    /** Puts a header at the current position, its length 0. */
    static void begin(ByteBuffer buffer, int type, int flags, int sequence, int portId) {
        buffer.putInt(0).putShort((short) type).putShort((short) flags).putInt(sequence).putInt(portId);
    }

    /** Sets the length of the message that begins at 0, pads it and flips the buffer. */
    static void end(ByteBuffer buffer) {
        buffer.putInt(0, buffer.position());
        while (buffer.position() % 4 != 0) {
            buffer.put((byte) 0);
        }
        buffer.flip();
    }

    /**
     * Splits a datagram into its messages.
     *
     * @throws NetlinkException a length is wrong; nothing of the datagram is to be trusted then
     */
    static List<NetlinkMessage> parse(ByteBuffer datagram) throws NetlinkException {
        List<NetlinkMessage> messages = new ArrayList<>();
        ByteBuffer data = datagram.slice().order(ByteOrder.nativeOrder());
        int at = 0;
        while (at < data.limit()) {
            int left = data.limit() - at;
            if (left < HEADER_BYTES) {
                throw new NetlinkException("read netlink message", left + " bytes where a header should be");
            }
            int length = data.getInt(at);
            if (length < HEADER_BYTES || length > left) {
                throw new NetlinkException("read netlink message",
                    "length " + Integer.toUnsignedString(length) + " is not in 16.." + left);
            }
            ByteBuffer payload = data.slice(at + HEADER_BYTES, length - HEADER_BYTES).order(ByteOrder.nativeOrder());
            messages.add(new NetlinkMessage(data.getShort(at + 4) & 0xffff, data.getShort(at + 6) & 0xffff,
                data.getInt(at + 8), data.getInt(at + 12), payload));
            at += Math.min(align(length), left);
        }
        return messages;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
