// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A packet field that Open vSwitch can hash to choose a bucket, under its OpenFlow name. In the order in which it is
 * hashed, whatever the order in the group.
 */
public enum OvsField {
    /** Source address of IPv4 packets. */
    IP_SRC,
    /** Destination address of IPv4 packets. */
    IP_DST,
    /** Source address of IPv6 packets. */
    IPV6_SRC,
    /** Destination address of IPv6 packets. */
    IPV6_DST,
    /** IP protocol. */
    NW_PROTO,
    /** Source port of TCP packets. */
    TCP_SRC,
    /** Destination port of TCP packets. */
    TCP_DST;

    /**
     * Field of a name.
     *
     * @param name for example tcp_src
     * @return empty if it is not one of these
     */
    public static Optional<OvsField> named(String name) {
        return Arrays.stream(values()).filter(field -> field.toString().equals(name)).findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
