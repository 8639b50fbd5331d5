// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * A CRC over source address, destination address, protocol, source port and destination port, each in network order
 * and without gaps, modulo the number of next hops: an action selector of P4 programs on bmv2, such as ONOS's
 * fabric.p4 and the load balancers of the P4 tutorials.
 *
 * <p>There is no secret. A CRC is linear: stages of the same polynomial are polarised.
 */
public final class CrcEcmpHash implements EcmpHash {

    private final Crc crc;
    private final String name;

    private CrcEcmpHash(Crc crc, String name) {
        this.crc = crc;
        this.name = name;
    }

    /**
     * CRC-16/ARC.
     *
     * @return the model
     */
    public static CrcEcmpHash crc16() {
        return new CrcEcmpHash(Crc.CRC_16_ARC, "crc16");
    }

    /**
     * CRC-16/CCITT with the start value ffff.
     *
     * @return the model
     */
    public static CrcEcmpHash crc16Ccitt() {
        return new CrcEcmpHash(Crc.CRC_16_CCITT, "crc16-ccitt");
    }

    /**
     * CRC-32 as in Ethernet.
     *
     * @return the model
     */
    public static CrcEcmpHash crc32() {
        return new CrcEcmpHash(Crc.CRC_32, "crc32");
    }

    @Override
    public NextHopSelector over(NextHopGroup group) {
        return new Selector(crc, group.checkedFor(this).size());
    }

    /** Members of a group have no weights; a controller repeats them, and they are then next hops of their own. */
    @Override
    public boolean supports(GroupFeature feature) {
        return false;
    }

    @Override
    public boolean symmetric() {
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CrcEcmpHash && crc == ((CrcEcmpHash) other).crc;
    }

    @Override
    public int hashCode() {
        return crc.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }

    /** The choice among the members of one group. */
    private static final class Selector implements NextHopSelector {
        private final Crc crc;
        private final int size;

        Selector(Crc crc, int size) {
            this.crc = crc;
            this.size = size;
        }

        @Override
        public int choose(FiveTuple flow, int sourcePort, int destinationPort) {
            return choose(addresses(flow), sourcePort, destinationPort);
        }

        @Override
        public PortSelector bind(FiveTuple flow) {
            int register = addresses(flow);
            return (sourcePort, destinationPort) -> choose(register, sourcePort, destinationPort);
        }

        private int addresses(FiveTuple flow) {
            int register = address(address(crc.start(), flow.source()), flow.destination());
            return crc.add(register, flow.protocol(), Byte.BYTES);
        }

        private int address(int register, Address address) {
            return address.ipv6() ? crc.add(crc.add(register, address.high(), Long.BYTES), address.low(), Long.BYTES)
                    : crc.add(register, address.low(), Integer.BYTES);
        }

        private int choose(int register, int sourcePort, int destinationPort) {
            int ports = sourcePort << Short.SIZE | destinationPort;
            return Integer.remainderUnsigned(crc.value(crc.add(register, ports, Integer.BYTES)), size);
        }
    }
}
