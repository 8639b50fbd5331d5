// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * Bob Jenkins's lookup3 hash of two words, as the Linux kernel has it (jhash_2words).
 */
final class JenkinsHash {

    private static final int INITIAL = 0xdeadbeef;

    private JenkinsHash() {
    }

    static int ofTwoWords(int first, int second, int seed) {
        int start = seed + INITIAL + 2 * Integer.BYTES;
        int a = first + start;
        int b = second + start;
        int c = start;
        c = (c ^ b) - Integer.rotateLeft(b, 14);
        a = (a ^ c) - Integer.rotateLeft(c, 11);
        b = (b ^ a) - Integer.rotateLeft(a, 25);
        c = (c ^ b) - Integer.rotateLeft(b, 16);
        a = (a ^ c) - Integer.rotateLeft(c, 4);
        b = (b ^ a) - Integer.rotateLeft(a, 14);
        return (c ^ b) - Integer.rotateLeft(b, 24);
    }
}
