// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import org.onlab.packet.IpAddress;

/** Both ends of a TCP flow as the agent's host sees them. */
public final class FourTuple {
    private static final int MAX_PORT = 65_535;

    private final IpAddress localAddress;
    private final int localPort;
    private final IpAddress remoteAddress;
    private final int remotePort;
    /** Worked out when it is asked for first, which costs ONOS's addresses much; several threads may do so. */
    private int hash;

    private FourTuple(IpAddress localAddress, int localPort, IpAddress remoteAddress, int remotePort) {
        if (localAddress.version() != remoteAddress.version()) {
            throw new IllegalArgumentException("Address families differ: " + localAddress + ", " + remoteAddress);
        }
        this.localAddress = localAddress;
        this.localPort = checkPort(localPort);
        this.remoteAddress = remoteAddress;
        this.remotePort = checkPort(remotePort);
    }

    /**
     * Makes a four-tuple.
     *
     * @param localAddress  address of the agent's host
     * @param localPort     transport port there, 1 to 65535
     * @param remoteAddress address of the peer, of the same family
     * @param remotePort    transport port there, 1 to 65535
     * @return four-tuple
     */
    public static FourTuple fourTuple(IpAddress localAddress, int localPort,
                                      IpAddress remoteAddress, int remotePort) {
        return new FourTuple(localAddress, localPort, remoteAddress, remotePort);
    }

    private static int checkPort(int port) {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("Transport port " + port + " is not in 1 to " + MAX_PORT);
        }
        return port;
    }

    /**
     * Address of the agent's host.
     *
     * @return address
     */
    public IpAddress localAddress() {
        return localAddress;
    }

    /**
     * Transport port of the agent's host.
     *
     * @return port
     */
    public int localPort() {
        return localPort;
    }

    /**
     * Address of the peer.
     *
     * @return address
     */
    public IpAddress remoteAddress() {
        return remoteAddress;
    }

    /**
     * Transport port of the peer.
     *
     * @return port
     */
    public int remotePort() {
        return remotePort;
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = ((localAddress.hashCode() * 31 + remoteAddress.hashCode()) * 31 + localPort) * 31 + remotePort;
            hash = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof FourTuple)) {
            return false;
        }
        FourTuple that = (FourTuple) other;
        return localPort == that.localPort && remotePort == that.remotePort
            && localAddress.equals(that.localAddress) && remoteAddress.equals(that.remoteAddress);
    }

    @Override
    public String toString() {
        return endpoint(localAddress, localPort) + ">" + endpoint(remoteAddress, remotePort);
    }

    private static String endpoint(IpAddress address, int port) {
        return address.isIp6() ? "[" + address + "]:" + port : address + ":" + port;
    }
}
