// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * A cyclic redundancy check of 16 or 32 bits, in the parameters of Ross Williams's model.
 */
enum Crc {

    /** CRC-16/ARC: bmv2's crc16. */
    CRC_16_ARC(Short.SIZE, 0x8005, 0, true, 0),
    /** CRC-16/IBM-3740, called CCITT-FALSE too: bmv2's crcCCITT. */
    CRC_16_CCITT(Short.SIZE, 0x1021, 0xffff, false, 0),
    /** CRC-32/ISO-HDLC, that of Ethernet: bmv2's crc32. */
    CRC_32(Integer.SIZE, 0x04c11db7, 0xffffffff, true, 0xffffffff);

    private static final int BYTE_VALUES = 256;

    private final int width;
    private final boolean reflected;
    private final int initial;
    private final int finalXor;
    private final int[] table = new int[BYTE_VALUES];

    Crc(int width, int polynomial, int initial, boolean reflected, int finalXor) {
        this.width = width;
        this.reflected = reflected;
        this.initial = initial;
        this.finalXor = finalXor;
        int top = Integer.SIZE - width;
        for (int value = 0; value < BYTE_VALUES; value++) {
            // The register is kept at the upper end of 32 bits (reflected: at the lower end).
            int register = reflected ? value : value << Integer.SIZE - Byte.SIZE;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                boolean one = reflected ? (register & 1) != 0 : register < 0;
                register = reflected ? register >>> 1 : register << 1;
                if (one) {
                    register ^= reflected ? Integer.reverse(polynomial) >>> top : polynomial << top;
                }
            }
            table[value] = register;
        }
    }

    /** The register before the first byte. */
    int start() {
        return reflected ? initial : initial << Integer.SIZE - width;
    }

    /** The register after the lowest so many bytes of a number, the most significant first. */
    int add(int register, long number, int bytes) {
        int after = register;
        for (int shift = Byte.SIZE * (bytes - 1); shift >= 0; shift -= Byte.SIZE) {
            int value = (int) (number >>> shift) & 0xff;
            after = reflected ? after >>> Byte.SIZE ^ table[(after ^ value) & 0xff]
                    : after << Byte.SIZE ^ table[after >>> Integer.SIZE - Byte.SIZE ^ value];
        }
        return after;
    }

    /** The check value, as an unsigned number, of what was added. */
    int value(int register) {
        return (reflected ? register : register >>> Integer.SIZE - width) ^ finalXor;
    }
}
