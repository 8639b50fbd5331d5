// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.Objects;
import java.util.Optional;
import org.crosslayer.ecmp.Address;

/**
 * A policy for connections to some destinations only.
 */
public final class PolicyRule {

    private final Address prefix;
    private final int length;
    private final PortRange ports;
    private final PlannerPolicy policy;

    /**
     * A rule.
     *
     * @param prefix destination addresses, null for all
     * @param length bits of the prefix that count
     * @param ports  destination ports, null for all
     * @param policy what is allowed there; its own rules do not count
     */
    public PolicyRule(Address prefix, int length, PortRange ports, PlannerPolicy policy) {
        this.prefix = prefix;
        this.length = length;
        this.ports = ports;
        this.policy = Objects.requireNonNull(policy);
    }

    /**
     * Whether the rule is for a connection.
     *
     * @param destination address that the connection was opened to
     * @param port        destination port
     * @return true if both are within
     */
    public boolean matches(Address destination, int port) {
        return (prefix == null || prefix.sharesPrefix(destination, length))
                && (ports == null || port >= ports.first() && port <= ports.last());
    }

    /**
     * Destination addresses.
     *
     * @return prefix such as 10.0.2.0/24; empty for all
     */
    public Optional<String> prefix() {
        return prefix == null ? Optional.empty() : Optional.of(prefix + "/" + length);
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
        return Objects.equals(prefix, that.prefix) && length == that.length && Objects.equals(ports, that.ports)
                && policy.equals(that.policy);
    }

    @Override
    public int hashCode() {
        return Objects.hash(prefix, length, ports, policy);
    }

    @Override
    public String toString() {
        return (prefix == null ? "any address" : prefix + "/" + length) + (ports == null ? "" : " ports " + ports)
                + ": " + policy;
    }
}
