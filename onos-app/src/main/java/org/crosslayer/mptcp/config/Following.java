// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import java.math.BigInteger;
import org.onlab.packet.IpAddress;
import org.onlab.packet.MacAddress;

/** Addresses that follow another one. After the last address comes the first. */
final class Following {
    private static final long MAC_MASK = 0xffff_ffff_ffffL;

    private Following() {
    }

    static MacAddress of(MacAddress first, int steps) {
        return MacAddress.valueOf(first.toLong() + steps & MAC_MASK);
    }

    static IpAddress of(IpAddress first, int steps) {
        if (steps == 0) {
            return first;
        }
        byte[] octets = first.toOctets();
        byte[] next = new BigInteger(1, octets).add(BigInteger.valueOf(steps)).toByteArray();
        byte[] result = new byte[octets.length];
        int length = Math.min(next.length, result.length);
        System.arraycopy(next, next.length - length, result, result.length - length, length);
        return IpAddress.valueOf(first.version(), result);
    }
}
