// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.standing;

import java.util.Objects;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;

/**
 * What a standing plan is for: connections from one address to one address and port. No wider, as hashes cover all of
 * these.
 */
public final class Destination {

    private final Address local;
    private final Address remote;
    private final int remotePort;

    /**
     * A destination.
     *
     * @param local      address that connections come from
     * @param remote     address that they go to, of the same family
     * @param remotePort their destination port
     */
    public Destination(Address local, Address remote, int remotePort) {
        this.local = Objects.requireNonNull(local);
        this.remote = Objects.requireNonNull(remote);
        this.remotePort = remotePort;
        if (local.ipv6() != remote.ipv6()) {
            throw new IllegalArgumentException(local + " and " + remote + " are of different families");
        }
    }

    /**
     * The destination of a connection.
     *
     * @param initial its initial subflow in the direction of the SYN
     * @return destination
     */
    public static Destination of(FiveTuple initial) {
        return new Destination(initial.source(), initial.destination(), initial.destinationPort());
    }

    /**
     * Address that connections come from.
     *
     * @return address
     */
    public Address local() {
        return local;
    }

    /**
     * Address that connections go to.
     *
     * @return address
     */
    public Address remote() {
        return remote;
    }

    /**
     * Destination port.
     *
     * @return 1..65535
     */
    public int remotePort() {
        return remotePort;
    }

    /**
     * A subflow to this destination.
     *
     * @param sourcePort its source port
     * @return flow in the direction of the SYN
     */
    public FiveTuple flow(int sourcePort) {
        return FiveTuple.tcp(local, sourcePort, remote, remotePort);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Destination && remotePort == ((Destination) other).remotePort
                && local.equals(((Destination) other).local) && remote.equals(((Destination) other).remote);
    }

    @Override
    public int hashCode() {
        return Objects.hash(local, remote, remotePort);
    }

    @Override
    public String toString() {
        return local + ">" + remote + " port " + remotePort;
    }
}
