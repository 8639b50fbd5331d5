// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.subflows;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The local addresses that subflows may use: those that were configured, else all unicast addresses of this network
 * namespace that are neither loopback nor link-local. The latter are read anew when an unknown one is asked for, at
 * most once a second.
 */
public final class OwnAddresses {
    private static final long REFRESH_NANOS = 1_000_000_000L;

    private final boolean configured;
    private final Supplier<List<InetAddress>> source;
    private volatile Set<InetAddress> known = Set.of();
    private volatile long readNanos;

    /** @param configured the only ones that may be used; empty: all usable ones of the host */
    public OwnAddresses(List<InetAddress> configured) {
        this(!configured.isEmpty(), configured.isEmpty() ? OwnAddresses::ofThisHost : () -> configured);
    }

    /** @param host tells all usable addresses of the host as of now */
    public OwnAddresses(Supplier<List<InetAddress>> host) {
        this(false, host);
    }

    private OwnAddresses(boolean configured, Supplier<List<InetAddress>> source) {
        this.configured = configured;
        this.source = source;
        refresh();
    }

    /** Whether subflows may use the address. */
    public boolean contains(InetAddress address) {
        if (!known.contains(address) && !configured && System.nanoTime() - readNanos > REFRESH_NANOS) {
            refresh();
        }
        return known.contains(address);
    }

    /** All of them as of now. */
    public List<InetAddress> current() {
        refresh();
        return List.copyOf(known);
    }

    private void refresh() {
        known = Set.copyOf(source.get());
        readNanos = System.nanoTime();
    }

    private static List<InetAddress> ofThisHost() {
        List<InetAddress> found = new ArrayList<>();
        try {
            Enumeration<NetworkInterface> interfaces = NetworkInterface.getNetworkInterfaces();
            while (interfaces.hasMoreElements()) {
                interfaces.nextElement().inetAddresses().filter(OwnAddresses::isUsable).forEach(found::add);
            }
        } catch (SocketException e) {
            // The host has no interface that is up: no address either.
            return List.of();
        }
        return found;
    }

    /** Whether the address is one that packets can come from and go to beyond the link. */
    public static boolean isUsable(InetAddress address) {
        return !address.isLoopbackAddress() && !address.isLinkLocalAddress() && !address.isMulticastAddress()
            && !address.isAnyLocalAddress();
    }
}
