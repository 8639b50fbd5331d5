// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Objects;

/**
 * An address and a transport port, 0..65535; 0 means "none" or "any". An IPv4-mapped IPv6 address is the IPv4
 * address here (java.net makes no difference), whatever the socket's family in the kernel.
 */
public record SocketEndpoint(InetAddress address, int port) {
    public SocketEndpoint {
        Objects.requireNonNull(address, "address");
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
    }

    public boolean isIpv6() {
        return address instanceof Inet6Address;
    }

    // Written out: see FourTuple.
    @Override
    public boolean equals(Object other) {
        return other instanceof SocketEndpoint that && port == that.port && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + port;
    }

    /** {@code 10.0.0.1:80} or {@code [fd00::1]:80}. */
    @Override
    public String toString() {
        String host = Addresses.text(address);
        return isIpv6() ? "[" + host + "]:" + port : host + ":" + port;
    }
}
