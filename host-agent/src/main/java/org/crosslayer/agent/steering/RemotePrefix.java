// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import org.crosslayer.agent.mptcp.Addresses;

/**
 * A range of destination addresses. An IPv4 one also covers IPv4-mapped destinations of IPv6 sockets.
 *
 * @param address its first address: no bits are set behind the length
 * @param length bits that count, 0..32 or 0..128
 */
public record RemotePrefix(InetAddress address, int length) {
    public RemotePrefix {
        Objects.requireNonNull(address, "address");
        byte[] bytes = address.getAddress();
        if (length < 0 || length > 8 * bytes.length) {
            throw new IllegalArgumentException("prefix length " + length + " of " + Addresses.text(address)
                + " is not within 0 to " + 8 * bytes.length);
        }
        for (int bit = length; bit < 8 * bytes.length; bit++) {
            if ((bytes[bit / 8] >> 7 - bit % 8 & 1) != 0) {
                throw new IllegalArgumentException("prefix " + Addresses.text(address) + "/" + length
                    + " has bits set behind its length");
            }
        }
    }

    /** Reads {@code ADDRESS/LENGTH}, or {@code ADDRESS} for one address; names are not looked up. */
    public static RemotePrefix parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        if (host.matches("[0-9]+(\\.[0-9]+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            try {
                InetAddress address = InetAddress.getByName(host);
                return new RemotePrefix(address, slash < 0 ? 8 * address.getAddress().length
                    : Integer.parseInt(text.substring(slash + 1)));
            } catch (UnknownHostException | NumberFormatException e) {
                // answered below, in the same words
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not ADDRESS or ADDRESS/LENGTH, IPv4 or IPv6");
    }

    public boolean isIpv6() {
        return address.getAddress().length == 16;
    }

    /** {@code 10.0.0.0/24}. */
    @Override
    public String toString() {
        return Addresses.text(address) + "/" + length;
    }
}
