// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012) over a message of at most nine 64-bit words.
 */
final class SipHash {

    private static final int COMPRESSION_ROUNDS = 2;
    private static final int FINAL_ROUNDS = 4;
    private static final int LENGTH_SHIFT = 56;

    private SipHash() {
    }

    /**
     * Hash of a message of so many words, each eight bytes read as a little-endian number; words beyond are ignored.
     * Plain arguments and one copy of the round keep it free of allocation and small enough for the compiler.
     */
    static long hash(long key0, long key1, int words, long w0, long w1, long w2, long w3, long w4, long w5,
                     long w6, long w7, long w8) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        // The last block holds nothing but the length in bytes.
        int compressions = COMPRESSION_ROUNDS * (words + 1);
        long word = 0;
        for (int round = 0; round < compressions + FINAL_ROUNDS; round++) {
            boolean compressing = round < compressions;
            boolean first = round % COMPRESSION_ROUNDS == 0;
            if (compressing && first) {
                int i = round / COMPRESSION_ROUNDS;
                word = i == words ? (long) words * Long.BYTES << LENGTH_SHIFT
                        : word(i, w0, w1, w2, w3, w4, w5, w6, w7, w8);
                v3 ^= word;
            } else if (round == compressions) {
                v2 ^= 0xff;
            }
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
            if (compressing && !first) {
                v0 ^= word;
            }
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static long word(int index, long w0, long w1, long w2, long w3, long w4, long w5, long w6, long w7,
                             long w8) {
        switch (index) {
            case 0:
                return w0;
            case 1:
                return w1;
            case 2:
                return w2;
            case 3:
                return w3;
            case 4:
                return w4;
            case 5:
                return w5;
            case 6:
                return w6;
            case 7:
                return w7;
            default:
                return w8;
        }
    }
}
