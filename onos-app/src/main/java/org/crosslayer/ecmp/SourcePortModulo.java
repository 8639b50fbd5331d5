// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * Source port modulo number of next hops, as in the LISP edge router of the CloudNet 2013 experiment.
 *
 * <p>The port is the source port of the packet: of the packets that a server sends it is the service's port, so
 * that all of them take one path whatever port the client chose. There are no weights.
 */
public final class SourcePortModulo implements EcmpHash {

    @Override
    public NextHopSelector over(NextHopGroup group) {
        int count = group.checkedFor(this).size();
        return (flow, sourcePort, destinationPort) -> sourcePort % count;
    }

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
        return other instanceof SourcePortModulo;
    }

    @Override
    public int hashCode() {
        return SourcePortModulo.class.hashCode();
    }

    @Override
    public String toString() {
        return "source-port-modulo";
    }
}
