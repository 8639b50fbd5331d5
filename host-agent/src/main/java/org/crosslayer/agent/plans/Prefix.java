// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.plans;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import org.crosslayer.agent.mptcp.Addresses;

/**
 * Addresses of one family that have their first bits in common. IPv4-mapped addresses are IPv4 here.
 *
 * @param address no bit is set beyond the length
 * @param length 0..32 or 0..128
 */
public record Prefix(InetAddress address, int length) {
    public Prefix {
        Objects.requireNonNull(address, "address");
        byte[] bytes = address.getAddress();
        int bits = 8 * bytes.length;
        if (length < 0 || length > bits) {
            throw new IllegalArgumentException("length " + length + " of prefix " + Addresses.text(address) + "/"
                + length + " is not within 0 to " + bits);
        }
        for (int bit = length; bit < bits; bit++) {
            if ((bytes[bit / 8] & 0x80 >> bit % 8) != 0) {
                throw new IllegalArgumentException("prefix " + Addresses.text(address) + "/" + length
                    + " has bits set beyond its length, expected " + of(address, length));
            }
        }
    }

    /**
     * Reads {@code ADDRESS/LENGTH}, or {@code ADDRESS} for one address; names are not looked up.
     *
     * @throws IllegalArgumentException with one clear line
     */
    public static Prefix parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        String length = slash < 0 ? "" : text.substring(slash + 1);
        if (host.matches("[0-9]+(\\.[0-9]+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*") && length.matches("[0-9]{0,3}")
            && (slash < 0 || !length.isEmpty())) {
            try {
                InetAddress address = InetAddress.getByName(host);
                return slash < 0 ? of(address) : new Prefix(address, Integer.parseInt(length));
            } catch (UnknownHostException e) {
                // answered below, in the same words
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not ADDRESS or ADDRESS/LENGTH, IPv4 or IPv6");
    }

    /** The prefix of a length that an address is in. */
    static Prefix of(InetAddress address, int length) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.max(0, Math.min(8, length - 8 * i));
            bytes[i] &= (byte) (0xff00 >> kept);
        }
        return new Prefix(Addresses.of(bytes), length);
    }

    /** The prefix that has this address alone. */
    public static Prefix of(InetAddress address) {
        return new Prefix(address, 8 * address.getAddress().length);
    }

    public boolean isIpv6() {
        return address instanceof Inet6Address;
    }

    /** Whether the address is of the same family and begins with the prefix. */
    public boolean contains(InetAddress other) {
        return address.getClass() == other.getClass() && of(other, length).address.equals(address);
    }

    // Written out: see FourTuple.
    @Override
    public boolean equals(Object other) {
        return other instanceof Prefix that && length == that.length && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + length;
    }

    /** {@code 10.0.1.0/24}. */
    @Override
    public String toString() {
        return Addresses.text(address) + "/" + length;
    }
}
