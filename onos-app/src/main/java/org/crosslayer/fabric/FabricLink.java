// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

/**
 * One direction of a cable: between two devices, from a host into the fabric, or from the fabric to a host.
 *
 * <p>A view that is made when it is asked for; {@link Fabric} tells the same facts by link index without an object.
 */
public final class FabricLink {

    /** In place of a device index at the end where a host is, and of a link index where there is none. */
    public static final int NONE = -1;

    private final LinkTable links;
    private final int index;

    FabricLink(LinkTable links, int index) {
        this.links = links;
        this.index = index;
    }

    /**
     * Device that sends into the link.
     *
     * @return device index, {@link #NONE} if a host does
     */
    public int sourceDevice() {
        return links.source[index];
    }

    /**
     * Egress port at the sending device.
     *
     * @return port number; 0 at a host
     */
    public long sourcePort() {
        return links.sourcePort[index];
    }

    /**
     * Device that receives from the link.
     *
     * @return device index, {@link #NONE} if a host does
     */
    public int destinationDevice() {
        return links.destination[index];
    }

    /**
     * Ingress port at the receiving device.
     *
     * @return port number; 0 at a host
     */
    public long destinationPort() {
        return links.destinationPort[index];
    }

    /**
     * Host at one end of the link.
     *
     * @return host index, {@link #NONE} for a link between devices
     */
    public int host() {
        return links.host[index];
    }

    /**
     * The other direction of the same cable.
     *
     * @return link index, {@link #NONE} if the fabric has one direction only
     */
    public int reverse() {
        return links.reverse[index];
    }

    /**
     * Capacity.
     *
     * @return bits per second, 0 if not known
     */
    public long rateBps() {
        return links.rate[index];
    }

    /**
     * Whether packets can take it.
     *
     * @return false if it is down
     */
    public boolean live() {
        return links.live[index];
    }
}
