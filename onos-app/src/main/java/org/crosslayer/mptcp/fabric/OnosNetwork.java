// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.fabric;

import org.onosproject.net.ConnectPoint;
import org.onosproject.net.Link;
import org.onosproject.net.Port;
import org.onosproject.net.device.DeviceService;
import org.onosproject.net.host.HostService;
import org.onosproject.net.link.LinkService;

/**
 * What ONOS knows of ports and links, as the snapshot means it.
 */
class OnosNetwork {

    private static final long BITS_PER_MEGABIT = 1_000_000;

    final DeviceService devices;
    final LinkService links;
    final HostService hosts;

    OnosNetwork(DeviceService devices, LinkService links, HostService hosts) {
        this.devices = devices;
        this.links = links;
        this.hosts = hosts;
    }

    /** Whether a link is one of the snapshot: what carries it may still be down. */
    boolean counts(Link link) {
        return link != null && link.state() == Link.State.ACTIVE && devices.isAvailable(link.src().deviceId())
                && devices.isAvailable(link.dst().deviceId());
    }

    /** Whether both ports of a link are up. */
    boolean up(Link link) {
        return up(link.src()) && up(link.dst());
    }

    /** Whether a port is up; one that ONOS does not know is thought to be. */
    boolean up(ConnectPoint at) {
        Port port = devices.getPort(at);
        return port == null || port.isEnabled();
    }

    /** Capacity of a link in bits per second: that of its slower port, as far as they are known; 0 if not at all. */
    long rate(Link link) {
        long one = rate(link.src());
        long other = rate(link.dst());
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }

    /** Capacity of a port in bits per second, 0 if not known. */
    long rate(ConnectPoint at) {
        Port port = devices.getPort(at);
        return port == null ? 0 : port.portSpeed() * BITS_PER_MEGABIT;
    }
}
