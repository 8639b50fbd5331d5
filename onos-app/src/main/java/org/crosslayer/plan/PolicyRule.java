// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Objects;
import java.util.Optional;
import org.crosslayer.ecmp.Address;

/**
 * A policy for some connections only: those from some hosts, to some destinations, or both.
 */
public final class PolicyRule {

    private final Prefix hosts;
    private final Prefix destinations;
    private final PortRange ports;
    private final PlannerPolicy policy;

    /**
     * A rule.
     *
     * @param hosts        addresses that open the connections, null for all
     * @param destinations destination addresses, null for all
     * @param ports        destination ports, null for all
     * @param policy       what is allowed there; its own rules do not count
     */
    public PolicyRule(Prefix hosts, Prefix destinations, PortRange ports, PlannerPolicy policy) {
        this.hosts = hosts;
        this.destinations = destinations;
        this.ports = ports;
        this.policy = Objects.requireNonNull(policy);
    }

    /**
     * Whether the rule is for a connection.
     *
     * @param source      address that the connection was opened from
     * @param destination address that the connection was opened to
     * @param port        destination port
     * @return true if all are within
     */
    public boolean matches(Address source, Address destination, int port) {
        return (hosts == null || hosts.contains(source)) && (destinations == null || destinations.contains(destination))
                && (ports == null || port >= ports.first() && port <= ports.last());
    }

    /**
     * Addresses that open the connections.
     *
     * @return empty for all
     */
    public Optional<Prefix> host() {
        return Optional.ofNullable(hosts);
    }

    /**
     * Destination addresses.
     *
     * @return empty for all
     */
    public Optional<Prefix> prefix() {
        return Optional.ofNullable(destinations);
    }

    /**
     * Destination ports.
     *
     * @return range; empty for all
     */
    public Optional<PortRange> ports() {
        return Optional.ofNullable(ports);
    }

    /**
     * What is allowed there.
     *
     * @return policy
     */
    public PlannerPolicy policy() {
        return policy;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof PolicyRule)) {
            return false;
        }
        PolicyRule that = (PolicyRule) other;
        return Objects.equals(hosts, that.hosts) && Objects.equals(destinations, that.destinations)
                && Objects.equals(ports, that.ports) && policy.equals(that.policy);
    }

    @Override
    public int hashCode() {
        return Objects.hash(hosts, destinations, ports, policy);
    }

    @Override
    public String toString() {
        return (hosts == null ? "" : "from " + hosts + " ") + "to "
                + (destinations == null ? "any address" : destinations) + (ports == null ? "" : " ports " + ports)
                + ": " + policy;
    }

    /** Addresses that begin with the same bits. */
    public static final class Prefix {
        private final Address address;
        private final int length;

        /**
         * Addresses that begin with the same bits.
         *
         * @param address an address that does
         * @param length  how many bits
         */
        public Prefix(Address address, int length) {
            this.address = Objects.requireNonNull(address);
            this.length = length;
        }

        /**
         * Whether an address is one of them.
         *
         * @param other IPv4 or IPv6
         * @return true if it begins with these bits
         */
        public boolean contains(Address other) {
            return address.sharesPrefix(other, length);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Prefix && address.equals(((Prefix) other).address)
                    && length == ((Prefix) other).length;
        }

        @Override
        public int hashCode() {
            return Objects.hash(address, length);
        }

        @Override
        public String toString() {
            return address + "/" + length;
        }
    }
}
