// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CrcEcmpHashTest {

    /** The check values of the catalogue of parametrised CRC algorithms. */
    @Test
    void checkValuesAreThoseOfTheCatalogue() {
        assertThat(check(Crc.CRC_16_ARC)).isEqualTo(0xbb3d);
        assertThat(check(Crc.CRC_16_CCITT)).isEqualTo(0x29b1);
        assertThat(check(Crc.CRC_32)).isEqualTo(0xcbf43926);
    }

    private static int check(Crc crc) {
        int register = crc.start();
        for (byte digit : "123456789".getBytes(StandardCharsets.US_ASCII)) {
            register = crc.add(register, digit, 1);
        }
        return crc.value(register);
    }

    /** Against the implementation of the Java platform, which is another one. */
    @Property(tries = 500)
    void fieldsAreJoinedInNetworkOrder(@ForAll @Size(4) byte[] one, @ForAll @Size(4) byte[] other,
                                       @ForAll @Size(16) byte[] six, @ForAll @IntRange(max = 65_535) int port,
                                       @ForAll @IntRange(min = 1, max = 16) int size) {
        FiveTuple four = FiveTuple.of(one, port, other, 443, FiveTuple.TCP);
        FiveTuple long6 = FiveTuple.of(six, port, six, 443, FiveTuple.TCP);
        int[] weights = new int[size];
        Arrays.fill(weights, 1);
        assertThat(CrcEcmpHash.crc32().choose(four, weights)).isEqualTo((int) (crc32(four) % size));
        assertThat(CrcEcmpHash.crc32().choose(long6, weights)).isEqualTo((int) (crc32(long6) % size));
        assertThat(CrcEcmpHash.crc32().over(weights).bind(four).choose(port, 443))
                .isEqualTo((int) (crc32(four) % size));
    }

    private static long crc32(FiveTuple flow) {
        ByteBuffer buffer = ByteBuffer.allocate(64);
        buffer.put(flow.source().bytes()).put(flow.destination().bytes()).put((byte) flow.protocol());
        buffer.putShort((short) flow.sourcePort()).putShort((short) flow.destinationPort());
        CRC32 crc = new CRC32();
        crc.update(buffer.array(), 0, buffer.position());
        return crc.getValue();
    }

    /** From evaluations of the bit-by-bit definition outside of this project. */
    @Test
    void knownChoices() {
        FiveTuple flow = FiveTuple.tcp(Address.parse("10.0.1.1"), 40_000, Address.parse("10.0.2.2"), 443);
        assertThat(CrcEcmpHash.crc16().choose(flow, 1, 1, 1, 1, 1, 1, 1)).isEqualTo(0xd6f7 % 7);
        assertThat(CrcEcmpHash.crc16Ccitt().choose(flow, 1, 1, 1, 1, 1, 1, 1)).isEqualTo(0x66a3 % 7);
    }

    @Test
    void stagesOfOnePolynomialAreCorrelatedAndWeightsUnknown() {
        assertThat(CrcEcmpHash.crc16().correlatedWith(CrcEcmpHash.crc16())).isTrue();
        assertThat(CrcEcmpHash.crc16().correlatedWith(CrcEcmpHash.crc16Ccitt())).isFalse();
        assertThat(CrcEcmpHash.crc16().symmetric()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> CrcEcmpHash.crc16().over(1, 2))
                .withMessage("crc16 knows no weights");
    }
}
