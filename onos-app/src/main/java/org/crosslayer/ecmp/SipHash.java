// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): the state after some 64-bit words of a message, each eight bytes read
 * as a little-endian number. Immutable, so that a beginning that many messages share is worked out once.
 */
final class SipHash {

    private static final int FINAL_ROUNDS = 4;
    private static final int LENGTH_SHIFT = 56;

    private final long v0;
    private final long v1;
    private final long v2;
    private final long v3;
    private final int words;

    private SipHash(long v0, long v1, long v2, long v3, int words) {
        this.v0 = v0;
        this.v1 = v1;
        this.v2 = v2;
        this.v3 = v3;
        this.words = words;
    }

    static SipHash keyed(long key0, long key1) {
        return new SipHash(key0 ^ 0x736f6d6570736575L, key1 ^ 0x646f72616e646f6dL, key0 ^ 0x6c7967656e657261L,
                key1 ^ 0x7465646279746573L, 0);
    }

    /** The state after one word more. */
    SipHash after(long word) {
        long a = v0;
        long b = v1;
        long c = v2;
        long d = v3 ^ word;
        for (int round = 0; round < 2; round++) {
            a += b;
            c += d;
            b = Long.rotateLeft(b, 13) ^ a;
            d = Long.rotateLeft(d, 16) ^ c;
            a = Long.rotateLeft(a, 32);
            c += b;
            a += d;
            b = Long.rotateLeft(b, 17) ^ c;
            d = Long.rotateLeft(d, 21) ^ a;
            c = Long.rotateLeft(c, 32);
        }
        return new SipHash(a ^ word, b, c, d, words + 1);
    }

    /** Hash of the message that ends with three words more. */
    long hash(long w0, long w1, long w2) {
        return finish(4, w0, w1, w2, end(3), 0, 0, 0);
    }

    /** Hash of the message that ends with six words more. */
    long hash(long w0, long w1, long w2, long w3, long w4, long w5) {
        return finish(7, w0, w1, w2, w3, w4, w5, end(6));
    }

    /** The last block of whole words holds nothing but the length in bytes. */
    private long end(int more) {
        return (long) (words + more) * Long.BYTES << LENGTH_SHIFT;
    }

    /** Plain arguments that move up, and one copy of each round, keep it free of allocation and branches. */
    private long finish(int blocks, long w0, long w1, long w2, long w3, long w4, long w5, long w6) {
        long a = v0;
        long b = v1;
        long c = v2;
        long d = v3;
        long word = w0;
        for (int block = 0; block < blocks; block++) {
            d ^= word;
            for (int round = 0; round < 2; round++) {
                a += b;
                c += d;
                b = Long.rotateLeft(b, 13) ^ a;
                d = Long.rotateLeft(d, 16) ^ c;
                a = Long.rotateLeft(a, 32);
                c += b;
                a += d;
                b = Long.rotateLeft(b, 17) ^ c;
                d = Long.rotateLeft(d, 21) ^ a;
                c = Long.rotateLeft(c, 32);
            }
            a ^= word;
            word = w1;
            w1 = w2;
            w2 = w3;
            w3 = w4;
            w4 = w5;
            w5 = w6;
        }
        c ^= 0xff;
        for (int round = 0; round < FINAL_ROUNDS; round++) {
            a += b;
            c += d;
            b = Long.rotateLeft(b, 13) ^ a;
            d = Long.rotateLeft(d, 16) ^ c;
            a = Long.rotateLeft(a, 32);
            c += b;
            a += d;
            b = Long.rotateLeft(b, 17) ^ c;
            d = Long.rotateLeft(d, 21) ^ a;
            c = Long.rotateLeft(c, 32);
        }
        return a ^ b ^ c ^ d;
    }
}
