// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Appends netlink attributes to a request. The names say the byte order. */
public final class AttributeWriter {
    private static final int HEADER_BYTES = 4;
    private static final int FLAG_NESTED = 0x8000;

    private final ByteBuffer target;

    /** Writes at the position of a buffer in host order. */
    public AttributeWriter(ByteBuffer target) {
        this.target = target;
    }

    public AttributeWriter u8(int type, int value) {
        begin(type, 1).put((byte) value);
        return pad();
    }

    public AttributeWriter u16Host(int type, int value) {
        begin(type, 2).putShort((short) value);
        return pad();
    }

    /** Most significant byte first. */
    public AttributeWriter u16Network(int type, int value) {
        begin(type, 2).put((byte) (value >> 8)).put((byte) value);
        return pad();
    }

    public AttributeWriter u32Host(int type, int value) {
        begin(type, 4).putInt(value);
        return this;
    }

    public AttributeWriter u64Host(int type, long value) {
        begin(type, 8).putLong(value);
        return this;
    }

    public AttributeWriter bytes(int type, byte[] value) {
        begin(type, value.length).put(value);
        return pad();
    }

    /** A text with a final NUL. */
    public AttributeWriter string(int type, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        begin(type, text.length + 1).put(text).put((byte) 0);
        return pad();
    }

    /** An attribute that holds those which {@code content} writes. */
    public AttributeWriter nested(int type, Consumer<AttributeWriter> content) {
        int start = target.position();
        begin(type | FLAG_NESTED, 0);
        content.accept(this);
        target.putShort(start, (short) (target.position() - start));
        return this;
    }

    private ByteBuffer begin(int type, int valueBytes) {
        return target.putShort((short) (HEADER_BYTES + valueBytes)).putShort((short) type);
    }

    private AttributeWriter pad() {
        while (target.position() % 4 != 0) {
            target.put((byte) 0);
        }
        return this;
    }
}
