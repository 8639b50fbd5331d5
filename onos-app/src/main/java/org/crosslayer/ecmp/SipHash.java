// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012) over a message of whole 64-bit words.
 *
 * <p>One instance hashes one message. It never leaves the method that makes it, so that the compiler keeps it in
 * registers.
 */
final class SipHash {

    private static final int LENGTH_SHIFT = 56;

    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private long words;

    SipHash(long key0, long key1) {
        v0 = key0 ^ 0x736f6d6570736575L;
        v1 = key1 ^ 0x646f72616e646f6dL;
        v2 = key0 ^ 0x6c7967656e657261L;
        v3 = key1 ^ 0x7465646279746573L;
    }

    /** Takes eight bytes of the message, read as a little-endian number. */
    SipHash add(long word) {
        compress(word);
        words++;
        return this;
    }

    /** Ends the message: the last block holds nothing but its length in bytes. */
    long finish() {
        compress(words * Long.BYTES << LENGTH_SHIFT);
        v2 ^= 0xff;
        round();
        round();
        round();
        round();
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void compress(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }

    private void round() {
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
    }
}
