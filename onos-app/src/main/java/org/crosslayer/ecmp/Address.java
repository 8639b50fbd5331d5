// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An IPv4 or IPv6 address as two numbers, so that hashing and comparing need no arrays.
 *
 * <p>An IPv4 address is the low 32 bits of {@link #low()}; the rest is zero.
 */
public final class Address {

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    private final boolean ipv6;
    private final long high;
    private final long low;

    private Address(boolean ipv6, long high, long low) {
        this.ipv6 = ipv6;
        this.high = high;
        this.low = low;
    }

    /**
     * Address from its bytes.
     *
     * @param bytes 4 or 16 bytes in network order
     * @return the address
     * @throws IllegalArgumentException if the length is another
     */
    public static Address of(byte[] bytes) {
        if (bytes.length == IPV4_BYTES) {
            return new Address(false, 0, number(bytes, 0, IPV4_BYTES));
        }
        if (bytes.length == IPV6_BYTES) {
            return new Address(true, number(bytes, 0, Long.BYTES), number(bytes, Long.BYTES, Long.BYTES));
        }
        throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
    }

    /**
     * Address from its usual text form.
     *
     * @param text IPv4 in four decimal parts or IPv6 in any of its forms; never a name
     * @return the address
     * @throws IllegalArgumentException if the text is not an address
     */
    public static Address parse(String text) {
        boolean sixForm = text.indexOf(':') >= 0;
        if (!text.matches(sixForm ? "[0-9a-fA-F:.]+" : "\\d{1,3}(\\.\\d{1,3}){3}")) {
            throw new IllegalArgumentException("'" + text + "' is not an IPv4 or IPv6 address");
        }
        try {
            // Only digits, dots and colons get here, so that no name is ever looked up.
            return of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' is not an IPv4 or IPv6 address", e);
        }
    }

    /**
     * Whether this is an IPv6 address.
     *
     * @return false for IPv4
     */
    public boolean ipv6() {
        return ipv6;
    }

    /**
     * Upper half of an IPv6 address.
     *
     * @return the first 8 bytes as a big-endian number; 0 for IPv4
     */
    public long high() {
        return high;
    }

    /**
     * Lower half of an IPv6 address, or the whole IPv4 address.
     *
     * @return the last 8 (IPv4: all 4) bytes as a big-endian number
     */
    public long low() {
        return low;
    }

    /**
     * The address as it is on the wire.
     *
     * @return 4 or 16 new bytes in network order
     */
    public byte[] bytes() {
        byte[] bytes = new byte[ipv6 ? IPV6_BYTES : IPV4_BYTES];
        for (int i = 0; i < bytes.length; i++) {
            int fromRight = bytes.length - 1 - i;
            bytes[i] = (byte) (fromRight < Long.BYTES
                    ? low >>> Byte.SIZE * fromRight
                    : high >>> Byte.SIZE * (fromRight - Long.BYTES));
        }
        return bytes;
    }

    /**
     * Whether the first bits equal those of another address.
     *
     * @param other  address of either family; one of the other family never matches
     * @param length number of bits to compare, 0..32 or 0..128
     * @return true if they are the same
     */
    public boolean sharesPrefix(Address other, int length) {
        if (ipv6 != other.ipv6) {
            return false;
        }
        long highDifference = high ^ other.high;
        long lowDifference = low ^ other.low;
        if (!ipv6) {
            return length == 0 || lowDifference >>> Integer.SIZE - length == 0;
        }
        if (length <= Long.SIZE) {
            return length == 0 || highDifference >>> Long.SIZE - length == 0;
        }
        return highDifference == 0 && lowDifference >>> 2 * Long.SIZE - length == 0;
    }

    private static long number(byte[] bytes, int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = number << Byte.SIZE | bytes[i] & 0xff;
        }
        return number;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Address)) {
            return false;
        }
        Address that = (Address) other;
        return ipv6 == that.ipv6 && high == that.high && low == that.low;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high) + Long.hashCode(low);
    }

    @Override
    public String toString() {
        try {
            String text = InetAddress.getByAddress(bytes()).getHostAddress();
            return ipv6 ? text.replaceFirst("(^|:)(0(:0)+)(:|$)", "::") : text;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
