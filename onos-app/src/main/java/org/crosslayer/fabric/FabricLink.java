// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

/**
 * One direction of a cable: between two devices, from a host into the fabric, or from the fabric to a host.
 */
public final class FabricLink {

    /** In place of a device index at the end where a host is, and of a link index where there is none. */
    public static final int NONE = -1;

    private final int sourceDevice;
    private final long sourcePort;
    private final int destinationDevice;
    private final long destinationPort;
    private final int host;
    private final long rateBps;
    private int reverse = NONE;

    FabricLink(int sourceDevice, long sourcePort, int destinationDevice, long destinationPort, int host,
               long rateBps) {
        this.sourceDevice = sourceDevice;
        this.sourcePort = sourcePort;
        this.destinationDevice = destinationDevice;
        this.destinationPort = destinationPort;
        this.host = host;
        this.rateBps = rateBps;
    }

    /** Only while the fabric is built. */
    void reverse(int link) {
        reverse = link;
    }

    /**
     * Device that sends into the link.
     *
     * @return device index, {@link #NONE} if a host does
     */
    public int sourceDevice() {
        return sourceDevice;
    }

    /**
     * Egress port at the sending device.
     *
     * @return port number; 0 at a host
     */
    public long sourcePort() {
        return sourcePort;
    }

    /**
     * Device that receives from the link.
     *
     * @return device index, {@link #NONE} if a host does
     */
    public int destinationDevice() {
        return destinationDevice;
    }

    /**
     * Ingress port at the receiving device.
     *
     * @return port number; 0 at a host
     */
    public long destinationPort() {
        return destinationPort;
    }

    /**
     * Host at one end of the link.
     *
     * @return host index, {@link #NONE} for a link between devices
     */
    public int host() {
        return host;
    }

    /**
     * The other direction of the same cable.
     *
     * @return link index, {@link #NONE} if the fabric has one direction only
     */
    public int reverse() {
        return reverse;
    }

    /**
     * Capacity.
     *
     * @return bits per second, 0 if not known
     */
    public long rateBps() {
        return rateBps;
    }
}
