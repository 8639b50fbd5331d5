// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.standing;

import java.util.Objects;
import org.crosslayer.ecmp.Address;

/**
 * Destinations that the operator wants standing plans for, whoever connects to them and how often.
 */
public final class DestinationRule {

    private final Address prefix;
    private final int length;
    private final int port;

    /**
     * A rule.
     *
     * @param prefix addresses; those of hosts that the fabric knows count
     * @param length bits of the prefix that count
     * @param port   destination port, 1..65535
     */
    public DestinationRule(Address prefix, int length, int port) {
        this.prefix = Objects.requireNonNull(prefix);
        this.length = length;
        this.port = port;
    }

    /**
     * Whether an address is meant.
     *
     * @param address address of either family
     * @return true if it is within the prefix
     */
    public boolean covers(Address address) {
        return prefix.sharesPrefix(address, length);
    }

    /**
     * Destination port.
     *
     * @return 1..65535
     */
    public int port() {
        return port;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DestinationRule && length == ((DestinationRule) other).length
                && port == ((DestinationRule) other).port && prefix.equals(((DestinationRule) other).prefix);
    }

    @Override
    public int hashCode() {
        return Objects.hash(prefix, length, port);
    }

    @Override
    public String toString() {
        return prefix + "/" + length + " port " + port;
    }
}
