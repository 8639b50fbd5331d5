// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * Source port modulo number of next hops, as in the LISP edge router of the CloudNet 2013 experiment.
 *
 * <p>The port is the source port of the packet: of the packets that a server sends it is the service's port, so
 * that all of them take one path whatever port the client chose. Weights play no part.
 */
public final class SourcePortModulo implements EcmpHash {

    @Override
    public NextHopSelector over(int... weights) {
        int count = weights.length;
        return (flow, sourcePort, destinationPort) -> sourcePort % count;
    }
}
