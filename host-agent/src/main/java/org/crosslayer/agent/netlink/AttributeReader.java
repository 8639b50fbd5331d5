// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Walks over netlink attributes ({@code struct nlattr}: u16 length with header, u16 type, value, padding to 4).
 * It keeps its first error, ends the walk there and gives zeroes, so that a caller checks once at the end:
 * <pre>
 *   while (attributes.next()) {
 *       switch (attributes.type()) { case TOKEN: token = attributes.u32Host(); break; ... }
 *   }
 *   attributes.check("event");
 * </pre>
 * The accessors name the byte order, since the kernel uses both, sometimes for the same thing.
 */
public final class AttributeReader {
    private static final int HEADER_BYTES = 4;
    /** Without NLA_F_NESTED and NLA_F_NET_BYTEORDER. */
    private static final int TYPE_MASK = 0x3fff;

    private final ByteBuffer data;
    /** The outermost reader: errors inside nests are its errors. */
    private final AttributeReader root;
    private String error;
    private int nextAt;
    private int type;
    private int valueAt;
    private int length;

    /** Reads from the position to the limit of a buffer, which stays as it is. */
    public AttributeReader(ByteBuffer attributes) {
        this.data = attributes.slice().order(ByteOrder.nativeOrder());
        this.root = this;
    }

    private AttributeReader(ByteBuffer attributes, AttributeReader root) {
        this.data = attributes.order(ByteOrder.nativeOrder());
        this.root = root;
    }

    /** Goes to the next attribute; false at the end and after an error. */
    public boolean next() {
        int left = data.limit() - nextAt;
        if (left == 0 || root.error != null) {
            return false;
        }
        if (left < HEADER_BYTES) {
            fail(left + " bytes where an attribute should be");
            return false;
        }
        int whole = data.getShort(nextAt) & 0xffff;
        if (whole < HEADER_BYTES || whole > left) {
            fail("attribute length " + whole + " is not in 4.." + left);
            return false;
        }
        type = data.getShort(nextAt + 2) & TYPE_MASK;
        valueAt = nextAt + HEADER_BYTES;
        length = whole - HEADER_BYTES;
        // the kernel may leave out the padding of the last one
        nextAt += Math.min(NetlinkMessage.align(whole), left);
        return true;
    }

    public int type() {
        return type;
    }

    /** Bytes of the value. */
    public int length() {
        return length;
    }

    public int u8() {
        return has(1) ? data.get(valueAt) & 0xff : 0;
    }

    public int u16Host() {
        return has(2) ? data.getShort(valueAt) & 0xffff : 0;
    }

    /** Most significant byte first. */
    public int u16Network() {
        return has(2) ? (data.get(valueAt) & 0xff) << 8 | data.get(valueAt + 1) & 0xff : 0;
    }

    /** All 32 bits; negative if the highest is set. */
    public int u32Host() {
        return has(4) ? data.getInt(valueAt) : 0;
    }

    public long u64Host() {
        return has(8) ? data.getLong(valueAt) : 0;
    }

    /** A value of exactly this many bytes, as they are. */
    public byte[] bytes(int count) {
        byte[] value = new byte[count];
        if (has(count)) {
            data.get(valueAt, value);
        }
        return value;
    }

    /** A text, with or without its final NUL. */
    public String string() {
        byte[] value = new byte[length];
        data.get(valueAt, value);
        int end = 0;
        while (end < value.length && value[end] != 0) {
            end++;
        }
        return new String(value, 0, end, StandardCharsets.UTF_8);
    }

    /** The value as it is: a view in host order. */
    public ByteBuffer value() {
        return data.slice(valueAt, length).order(ByteOrder.nativeOrder());
    }

    /** Reader of the attributes inside this one. Its errors are this one's too. */
    public AttributeReader nested() {
        return new AttributeReader(data.slice(valueAt, length), root);
    }

    /** Notes an error of the caller's, such as a missing attribute, unless there is one already. */
    public void fail(String reason) {
        if (root.error == null) {
            root.error = reason;
        }
    }

    /** Throws the first error, if any. */
    public void check(String what) throws NetlinkException {
        if (root.error != null) {
            throw new NetlinkException("read " + what, root.error);
        }
    }

    private boolean has(int wanted) {
        if (length == wanted) {
            return root.error == null;
        }
        fail("attribute " + type + " has " + length + " bytes, not " + wanted);
        return false;
    }
}
