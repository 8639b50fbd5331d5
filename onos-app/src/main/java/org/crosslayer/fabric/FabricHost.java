// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.List;
import org.crosslayer.ecmp.Address;

/**
 * A host with its addresses and its links into the fabric.
 */
public final class FabricHost {

    private final String id;
    private final List<Address> addresses;
    private final int[] uplinks;
    private final int[] downlinks;

    FabricHost(String id, List<Address> addresses, int[] uplinks, int[] downlinks) {
        this.id = id;
        this.addresses = List.copyOf(addresses);
        this.uplinks = uplinks;
        this.downlinks = downlinks;
    }

    /**
     * Identifier at the controller.
     *
     * @return for example 02:00:00:00:00:01/None
     */
    public String id() {
        return id;
    }

    /**
     * Addresses of the host.
     *
     * @return IPv4 and IPv6 addresses
     */
    public List<Address> addresses() {
        return addresses;
    }

    /**
     * Number of places where the host is attached.
     *
     * @return 1 for a single-homed host
     */
    public int attachments() {
        return uplinks.length;
    }

    /**
     * Link from the host into the fabric.
     *
     * @param attachment 0..attachments()-1
     * @return link index
     */
    public int uplink(int attachment) {
        return uplinks[attachment];
    }

    /**
     * Link from the fabric to the host.
     *
     * @param attachment 0..attachments()-1
     * @return link index
     */
    public int downlink(int attachment) {
        return downlinks[attachment];
    }

    @Override
    public String toString() {
        return id;
    }
}
