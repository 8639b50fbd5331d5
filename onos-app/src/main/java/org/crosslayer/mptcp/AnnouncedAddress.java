// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import static java.util.Objects.requireNonNull;

import org.onlab.packet.IpAddress;

/** A further address of the peer, learnt by ADD_ADDR (RFC 8684, section 3.4.1). */
public final class AnnouncedAddress {
    private final int id;
    private final IpAddress address;
    private final int port;

    private AnnouncedAddress(int id, IpAddress address, int port) {
        this.id = id;
        this.address = requireNonNull(address);
        this.port = port;
    }

    /**
     * Makes an announced address.
     *
     * @param id      address id, 0 to 255
     * @param address address
     * @param port    transport port; 0: that of the initial subflow
     * @return announced address
     */
    public static AnnouncedAddress announcedAddress(int id, IpAddress address, int port) {
        return new AnnouncedAddress(id, address, port);
    }

    /**
     * Address id, unique within the connection.
     *
     * @return id, 0 to 255
     */
    public int id() {
        return id;
    }

    /**
     * The address.
     *
     * @return address
     */
    public IpAddress address() {
        return address;
    }

    /**
     * Transport port of subflows to it.
     *
     * @return port; 0: that of the initial subflow
     */
    public int port() {
        return port;
    }

    @Override
    public int hashCode() {
        return address.hashCode() * 31 + id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AnnouncedAddress && ((AnnouncedAddress) other).id == id
            && ((AnnouncedAddress) other).port == port && ((AnnouncedAddress) other).address.equals(address);
    }

    @Override
    public String toString() {
        return id + "=" + address + (port == 0 ? "" : " port " + port);
    }
}
