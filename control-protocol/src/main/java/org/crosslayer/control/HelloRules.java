// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

import com.google.protobuf.ByteString;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.crosslayer.control.v1.Capabilities;
import org.crosslayer.control.v1.Hello;

/** Rules for the agent's first message. */
final class HelloRules {
    private HelloRules() {
    }

    static void check(Hello hello, FieldPath path) throws InvalidMessageException {
        FieldRules.nonZero(hello.getProtocolVersion(), path.field("protocol_version"));
        agentId(hello.getAgentId(), path.field("agent_id"));
        int idBytes = hello.getInstanceId().size();
        if (idBytes != Limits.INSTANCE_ID_BYTES) {
            throw path.field("instance_id").bad("has " + idBytes + " bytes, expected " + Limits.INSTANCE_ID_BYTES);
        }
        FieldRules.text(hello.getAgentVersion(), Limits.AGENT_VERSION_CHARACTERS, path.field("agent_version"));
        FieldRules.text(hello.getKernelRelease(), Limits.KERNEL_RELEASE_CHARACTERS, path.field("kernel_release"));
        FieldRules.count(hello.getAddressesCount(), 0, Limits.ADDRESSES, path.field("addresses"));
        for (int i = 0; i < hello.getAddressesCount(); i++) {
            usableAddress(hello.getAddresses(i), path.element("addresses", i));
        }
        FieldRules.present(hello.hasCapabilities(), path.field("capabilities"));
        Capabilities capabilities = hello.getCapabilities();
        FieldRules.range(capabilities.getMaxSubflows(), 1, Limits.ADDRESS_ID,
            path.field("capabilities").field("max_subflows"));
        FieldRules.range(capabilities.getMaxStandingPlans(), 0, Limits.STANDING_PLANS,
            path.field("capabilities").field("max_standing_plans"));
        FieldRules.range(capabilities.getMaxSourcePortPools(), 0, Limits.STANDING_PLANS,
            path.field("capabilities").field("max_source_port_pools"));
    }

    private static void agentId(String id, FieldPath path) throws InvalidMessageException {
        if (id.isEmpty() || id.length() > Limits.ID_CHARACTERS) {
            throw path.bad("has " + id.length() + " characters, expected 1 to " + Limits.ID_CHARACTERS);
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean letterOrDigit = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (!letterOrDigit && c != '.' && c != '_' && c != '-') {
                throw path.bad("has a character other than A-Z a-z 0-9 . _ - at index " + i);
            }
        }
    }

    private static void usableAddress(ByteString bytes, FieldPath path) throws InvalidMessageException {
        FieldRules.address(bytes, path);
        InetAddress address;
        try {
            address = InetAddress.getByAddress(bytes.toByteArray());
        } catch (UnknownHostException e) {
            throw path.bad("is no address");
        }
        if (address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isMulticastAddress()
            || address.isAnyLocalAddress()) {
            throw path.bad(address.getHostAddress() + " is no unicast address that subflows can use"
                + " (loopback, link-local, multicast or unspecified)");
        }
    }
}
