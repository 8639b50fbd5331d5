// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributesTest {
    private static AttributeReader reader(byte[] bytes) {
        return new AttributeReader(ByteBuffer.wrap(bytes));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void laysOutValuesAsTheKernelDoes() {
        Assumptions.assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
        assertThat(hex(FakeKernel.attributes(writer -> writer.u8(1, 0xab)))).isEqualTo("05000100ab000000");
        assertThat(hex(FakeKernel.attributes(writer -> writer.u16Host(2, 0x1234)))).isEqualTo("0600020034120000");
        assertThat(hex(FakeKernel.attributes(writer -> writer.u16Network(2, 0x1234)))).isEqualTo("0600020012340000");
        assertThat(hex(FakeKernel.attributes(writer -> writer.u32Host(3, 0xfedcba98)))).isEqualTo("0800030098badcfe");
        assertThat(hex(FakeKernel.attributes(writer -> writer.string(4, "abcd"))))
            .isEqualTo("0900040061626364" + "00000000");
        assertThat(hex(FakeKernel.attributes(writer -> writer.nested(5, inner -> inner.u8(1, 1)))))
            .isEqualTo("0c00058005000100" + "01000000");
    }

    @Property
    void readsWhatWasWritten(@ForAll byte u8, @ForAll short u16, @ForAll int u32, @ForAll byte[] bytes,
                             @ForAll @IntRange(min = 0, max = 0x3fff) int type) throws NetlinkException {
        byte[] value = bytes.length > 1000 ? Arrays.copyOf(bytes, 1000) : bytes;
        AttributeReader reader = reader(FakeKernel.attributes(writer -> writer.u8(type, u8).u16Host(type, u16)
            .u16Network(type, u16).u32Host(type, u32).bytes(type, value)
            .nested(type, inner -> inner.u32Host(1, u32).string(2, "text"))));

        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(type);
        assertThat(reader.u8()).isEqualTo(u8 & 0xff);
        assertThat(reader.next()).isTrue();
        assertThat(reader.u16Host()).isEqualTo(u16 & 0xffff);
        assertThat(reader.next()).isTrue();
        assertThat(reader.u16Network()).isEqualTo(u16 & 0xffff);
        assertThat(reader.next()).isTrue();
        assertThat(reader.u32Host()).isEqualTo(u32);
        assertThat(reader.next()).isTrue();
        assertThat(reader.bytes(value.length)).isEqualTo(value);
        assertThat(reader.next()).isTrue();
        AttributeReader inner = reader.nested();
        assertThat(inner.next()).isTrue();
        assertThat(inner.u32Host()).isEqualTo(u32);
        assertThat(inner.next()).isTrue();
        assertThat(inner.string()).isEqualTo("text");
        assertThat(inner.next()).isFalse();
        assertThat(reader.next()).isFalse();
        reader.check("test");
    }

    @ParameterizedTest
    @CsvSource({
        "00,             '1 bytes where an attribute should be'",
        "040001,         '3 bytes where an attribute should be'",
        "03000100,       'attribute length 3 is not in 4..4'",
        "09000100aabbcc00, 'attribute length 9 is not in 4..8'",
        "ffff0100aabbcc00, 'attribute length 65535 is not in 4..8'"})
    void saysWhatIsWrong(String hex, String reason) {
        AttributeReader reader = reader(HexFormat.of().parseHex(hex));
        assertThat(reader.next()).isFalse();
        assertThatThrownBy(() -> reader.check("test")).isInstanceOf(NetlinkException.class)
            .hasMessage("read test: " + reason);
    }

    @Test
    void toleratesThatTheLastPaddingIsMissing() throws NetlinkException {
        AttributeReader reader = reader(new byte[] {5, 0, 1, 0, 42});
        Assumptions.assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
        assertThat(reader.next()).isTrue();
        assertThat(reader.u8()).isEqualTo(42);
        assertThat(reader.next()).isFalse();
        reader.check("test");
    }

    @Test
    void keepsItsFirstErrorAndEndsTheWalk() {
        AttributeReader reader = reader(FakeKernel.attributes(writer ->
            writer.nested(9, inner -> inner.u8(1, 1).u8(2, 2)).u8(3, 3)));
        assertThat(reader.next()).isTrue();
        AttributeReader inner = reader.nested();
        assertThat(inner.next()).isTrue();
        assertThat(inner.u32Host()).isZero();
        assertThat(inner.next()).isFalse();
        assertThat(reader.next()).isFalse();
        reader.fail("a later one");
        assertThatThrownBy(() -> reader.check("test")).hasMessage("read test: attribute 1 has 1 bytes, not 4");
    }

    @Property
    void givesNothingButACleanErrorForAnyBytes(@ForAll @Size(max = 200) byte[] bytes) {
        assertThatCode(() -> walk(reader(bytes), 0)).doesNotThrowAnyException();
    }

    /** Reads everything in every way. */
    private static void walk(AttributeReader reader, int depth) {
        while (reader.next()) {
            reader.string();
            reader.value();
            if (depth < 8) {
                walk(reader.nested(), depth + 1);
            }
            reader.u8();
            reader.u16Host();
            reader.u16Network();
            reader.u32Host();
            reader.u64Host();
            reader.bytes(16);
        }
    }
}
