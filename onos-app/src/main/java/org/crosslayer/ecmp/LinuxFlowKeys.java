// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * The addresses of one flow as Linux hashes them, from the word of the kernel's struct flow_keys that has the ports
 * on: ports in the upper half of the first word, then the addresses, which begin in the middle of a word.
 */
final class LinuxFlowKeys {

    private final boolean ipv6;
    private final long w1;
    private final long w2;
    private final long w3;
    private final long w4;
    private final long w5;

    LinuxFlowKeys(FiveTuple flow) {
        Address first = first(flow);
        Address second = first == flow.source() ? flow.destination() : flow.source();
        this.ipv6 = first.ipv6();
        this.w1 = ipv6 ? word(0, first.high()) : ipv4(first) << Integer.SIZE;
        this.w2 = ipv6 ? word(first.high(), first.low()) : ipv4(second);
        this.w3 = ipv6 ? word(first.low(), second.high()) : 0;
        this.w4 = ipv6 ? word(second.high(), second.low()) : 0;
        this.w5 = ipv6 ? word(second.low(), 0) : 0;
    }

    /** SipHash of a packet of this flow. */
    long hash(SipHash prefix, int ports) {
        long word = (long) ports << Integer.SIZE;
        return ipv6 ? prefix.hash(word, w1, w2, w3, w4, w5) : prefix.hash(word, w1, w2);
    }

    /** The same for one packet, without an object. */
    static long hash(SipHash prefix, FiveTuple flow, int ports) {
        Address first = first(flow);
        Address second = first == flow.source() ? flow.destination() : flow.source();
        long word = (long) ports << Integer.SIZE;
        if (!first.ipv6()) {
            return prefix.hash(word, ipv4(first) << Integer.SIZE, ipv4(second));
        }
        return prefix.hash(word, word(0, first.high()), word(first.high(), first.low()),
                word(first.low(), second.high()), word(second.high(), second.low()), word(second.low(), 0));
    }

    private static Address first(FiveTuple flow) {
        Address source = flow.source();
        Address destination = flow.destination();
        boolean ordered = source.ipv6() ? compare(source, destination) <= 0 : ipv4(source) <= ipv4(destination);
        return ordered ? source : destination;
    }

    private static int compare(Address one, Address other) {
        int high = Long.compareUnsigned(one.high(), other.high());
        return high != 0 ? high : Long.compareUnsigned(one.low(), other.low());
    }

    /** The four bytes read as a little-endian number, which is how the kernel compares them on such machines. */
    private static long ipv4(Address address) {
        return Integer.toUnsignedLong(Integer.reverseBytes((int) address.low()));
    }

    /** The word that the last four bytes of one half and the first four of the next make. */
    private static long word(long half, long next) {
        return Long.reverseBytes(half) >>> Integer.SIZE | Long.reverseBytes(next) << Integer.SIZE;
    }
}
