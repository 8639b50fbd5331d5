// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @Property
    void bytesSurvive(@ForAll @Size(4) byte[] four, @ForAll @Size(16) byte[] six) {
        assertThat(Address.of(four).bytes()).isEqualTo(four);
        assertThat(Address.of(six).bytes()).isEqualTo(six);
        assertThat(Address.of(six)).isEqualTo(Address.of(six.clone())).isNotEqualTo(Address.of(four));
        assertThat(Address.parse(Address.of(four).toString())).isEqualTo(Address.of(four));
    }

    @Property
    void prefixesAreComparedBitByBit(@ForAll @Size(16) byte[] six, @ForAll @IntRange(max = 127) int bit) {
        byte[] flipped = six.clone();
        flipped[bit / 8] ^= (byte) (0x80 >>> bit % 8);
        Address one = Address.of(six);
        Address other = Address.of(flipped);
        assertThat(one.sharesPrefix(other, bit)).isTrue();
        assertThat(one.sharesPrefix(other, bit + 1)).isFalse();
        assertThat(one.sharesPrefix(one, 128)).isTrue();
    }

    @Property
    void shortPrefixesToo(@ForAll @Size(4) byte[] four, @ForAll @IntRange(max = 31) int bit) {
        byte[] flipped = four.clone();
        flipped[bit / 8] ^= (byte) (0x80 >>> bit % 8);
        assertThat(Address.of(four).sharesPrefix(Address.of(flipped), bit)).isTrue();
        assertThat(Address.of(four).sharesPrefix(Address.of(flipped), bit + 1)).isFalse();
        assertThat(Address.of(four).sharesPrefix(Address.parse("::"), 0)).isFalse();
    }

    @Test
    void textIsWhatPeopleWrite() {
        assertThat(Address.parse("fd00:1::2")).hasToString("fd00:1::2");
        assertThat(Address.parse("::")).hasToString("::");
        assertThat(Address.parse("10.0.1.2")).hasToString("10.0.1.2");
        assertThat(Address.parse("10.0.1.2").low()).isEqualTo(0x0a000102);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.1", "10.0.1.256", "10.0.1.2.3", "host", "fd00::1::2", "fd00:::", "1", "a.b.c.d"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(text))
                .withMessageContaining("not an IPv4 or IPv6 address");
    }

    @Test
    void otherLengthsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.of(new byte[5]));
        assertThatIllegalArgumentException().isThrownBy(() -> FiveTuple.tcp(
                Address.parse("::1"), 1, Address.parse("10.0.0.1"), 2)).withMessageContaining("families");
        assertThatIllegalArgumentException().isThrownBy(() -> FiveTuple.tcp(
                Address.parse("10.0.0.2"), 65_536, Address.parse("10.0.0.1"), 2)).withMessageContaining("65536");
    }
}
