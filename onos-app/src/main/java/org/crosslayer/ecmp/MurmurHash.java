// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * The 32-bit hash of Open vSwitch (lib/hash.h) on builds without CRC instructions, which those of distributions
 * are: the steps of Austin Appleby's MurmurHash 3.
 */
final class MurmurHash {

    private MurmurHash() {
    }

    /** The hash with one word more. */
    static int add(int hash, int word) {
        int mixed = Integer.rotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
        return Integer.rotateLeft(hash ^ mixed, 13) * 5 + 0xe6546b64;
    }

    /** The hash with the four words of an IPv6 address more. */
    static int add(int hash, long high, long low) {
        int result = add(hash, Integer.reverseBytes((int) (high >>> Integer.SIZE)));
        result = add(result, Integer.reverseBytes((int) high));
        result = add(result, Integer.reverseBytes((int) (low >>> Integer.SIZE)));
        return add(result, Integer.reverseBytes((int) low));
    }

    /** The hash with the bytes of an address more. */
    static int add(int hash, Address address) {
        return address.ipv6() ? add(hash, address.high(), address.low())
                : add(hash, Integer.reverseBytes((int) address.low()));
    }

    /** The end of a hash over so many bytes, or of one with such a basis. */
    static int finish(int hash, int last) {
        int h = hash ^ last;
        h = (h ^ h >>> 16) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return h ^ h >>> 16;
    }

    /** Hash of a number of 64 bits. */
    static int ofLong(long number) {
        return finish(add(add(0, (int) number), (int) (number >>> Integer.SIZE)), Long.BYTES);
    }

    /** First half of the hash of a word with a basis. */
    static int begin(int word) {
        return add(word, 0);
    }

    /** Second half of the hash of a word with a basis. */
    static int end(int begun, int basis) {
        return finish(add(begun, basis), Long.BYTES);
    }

    /** Network-order bytes of a port as a little-endian number. */
    static int port(int port) {
        return Short.toUnsignedInt(Short.reverseBytes((short) port));
    }
}
