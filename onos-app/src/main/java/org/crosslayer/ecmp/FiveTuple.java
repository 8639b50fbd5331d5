// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * What identifies the packets of one direction of a transport flow.
 */
public final class FiveTuple {

    /** Protocol number of TCP. */
    public static final int TCP = 6;

    /** Instead of a flow label: not known, or an IPv4 flow. */
    public static final int UNKNOWN_LABEL = -1;

    /** Largest IPv6 flow label. */
    static final int MAX_LABEL = 0xfffff;

    private static final int MAX_PORT = 65_535;

    private final Address source;
    private final Address destination;
    private final int sourcePort;
    private final int destinationPort;
    private final int protocol;
    private final int flowLabel;
    /** Worked out when it is asked for first; several threads may do so. */
    private int hash;

    private FiveTuple(Address source, int sourcePort, Address destination, int destinationPort, int protocol,
                      int flowLabel) {
        if (source.ipv6() != destination.ipv6()) {
            throw new IllegalArgumentException(source + " and " + destination + " are of different families");
        }
        if ((sourcePort | destinationPort) < 0 || sourcePort > MAX_PORT || destinationPort > MAX_PORT) {
            throw new IllegalArgumentException("ports are 0..65535, not " + sourcePort + " and " + destinationPort);
        }
        this.source = source;
        this.destination = destination;
        this.sourcePort = sourcePort;
        this.destinationPort = destinationPort;
        this.protocol = protocol;
        this.flowLabel = checkedLabel(flowLabel);
    }

    /**
     * A TCP flow.
     *
     * @param source          address of the sender of these packets
     * @param sourcePort      0..65535
     * @param destination     address of the receiver, of the same family
     * @param destinationPort 0..65535
     * @return the flow
     */
    public static FiveTuple tcp(Address source, int sourcePort, Address destination, int destinationPort) {
        return new FiveTuple(source, sourcePort, destination, destinationPort, TCP, UNKNOWN_LABEL);
    }

    /**
     * A flow from addresses as they are on the wire.
     *
     * @param source          4 or 16 bytes in network order
     * @param sourcePort      0..65535
     * @param destination     as many bytes as the source
     * @param destinationPort 0..65535
     * @param protocol        IP protocol number, 0..255
     * @return the flow
     */
    public static FiveTuple of(byte[] source, int sourcePort, byte[] destination, int destinationPort,
                               int protocol) {
        return new FiveTuple(Address.of(source), sourcePort, Address.of(destination), destinationPort, protocol,
                UNKNOWN_LABEL);
    }

    /**
     * The flow in the other direction.
     *
     * @return source and destination exchanged, the flow label not known: each host chooses its own
     */
    public FiveTuple reversed() {
        return new FiveTuple(destination, destinationPort, source, sourcePort, protocol, UNKNOWN_LABEL);
    }

    /**
     * The same flow from another source port.
     *
     * @param port 0..65535
     * @return the flow
     */
    public FiveTuple withSourcePort(int port) {
        return new FiveTuple(source, port, destination, destinationPort, protocol, flowLabel);
    }

    /**
     * The same flow with an IPv6 flow label.
     *
     * @param label 0..0xfffff, or {@link #UNKNOWN_LABEL}
     * @return the flow
     */
    public FiveTuple withFlowLabel(int label) {
        return new FiveTuple(source, sourcePort, destination, destinationPort, protocol, label);
    }

    /**
     * Where the packets come from.
     *
     * @return address of the sender
     */
    public Address source() {
        return source;
    }

    /**
     * Where the packets go.
     *
     * @return address of the receiver
     */
    public Address destination() {
        return destination;
    }

    /**
     * Transport port of the sender.
     *
     * @return 0..65535
     */
    public int sourcePort() {
        return sourcePort;
    }

    /**
     * Transport port of the receiver.
     *
     * @return 0..65535
     */
    public int destinationPort() {
        return destinationPort;
    }

    /**
     * IP protocol number.
     *
     * @return 6 for TCP
     */
    public int protocol() {
        return protocol;
    }

    /**
     * IPv6 flow label.
     *
     * @return 0..0xfffff, or {@link #UNKNOWN_LABEL}
     */
    public int flowLabel() {
        return flowLabel;
    }

    static int checkedLabel(int label) {
        if (label < UNKNOWN_LABEL || label > MAX_LABEL) {
            throw new IllegalArgumentException("flow labels are 0..0xfffff, not " + label);
        }
        return label;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof FiveTuple)) {
            return false;
        }
        FiveTuple that = (FiveTuple) other;
        return sourcePort == that.sourcePort && destinationPort == that.destinationPort
                && protocol == that.protocol && flowLabel == that.flowLabel
                && source.equals(that.source) && destination.equals(that.destination);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            // By hand: tables of flows are asked several times for each report.
            known = 31 + source.hashCode();
            known = 31 * known + sourcePort;
            known = 31 * known + destination.hashCode();
            known = 31 * known + destinationPort;
            known = 31 * known + protocol;
            hash = known;
        }
        return known;
    }

    @Override
    public String toString() {
        String form = source.ipv6() ? "[%s]:%d > [%s]:%d" : "%s:%d > %s:%d";
        return String.format(form, source, sourcePort, destination, destinationPort);
    }
}
