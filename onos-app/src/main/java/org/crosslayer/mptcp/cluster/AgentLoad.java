// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cluster;

import java.util.Arrays;
import java.util.Objects;

/**
 * What one agent's connections put on links, as its node tells the others. There is at most one in the cluster for
 * each agent, so that no connection counts twice, wherever its agent goes: the next node's takes the place of the last
 * one's. Immutable but for Kryo, which needs the constructor without arguments.
 */
final class AgentLoad {
    private final String node;
    private final long attachment;
    private final long number;
    private final String addresses;
    private final byte[] links;

    /** For Kryo. */
    AgentLoad() {
        this("", 0, 0, "", new byte[0]);
    }

    /**
     * A load.
     *
     * @param node       that accounts it
     * @param attachment of the agent to that node, see {@link org.crosslayer.mptcp.Agent#attachment}
     * @param number     of this entry, see {@link LoadClock}
     * @param addresses  of the agent's host, joined by commas
     * @param links      as {@link LinkIds} packs them
     */
    AgentLoad(String node, long attachment, long number, String addresses, byte[] links) {
        this.node = node;
        this.attachment = attachment;
        this.number = number;
        this.addresses = addresses;
        this.links = links;
    }

    String node() {
        return node;
    }

    long attachment() {
        return attachment;
    }

    /** Larger than those of all entries that it replaces. */
    long number() {
        return number;
    }

    /** Addresses of the agent's host. */
    String[] addresses() {
        return addresses.isEmpty() ? new String[0] : addresses.split(",");
    }

    byte[] links() {
        return links;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AgentLoad && node.equals(((AgentLoad) other).node)
            && attachment == ((AgentLoad) other).attachment && number == ((AgentLoad) other).number
            && addresses.equals(((AgentLoad) other).addresses)
            && Arrays.equals(links, ((AgentLoad) other).links);
    }

    @Override
    public int hashCode() {
        return Objects.hash(node, attachment, number, addresses) + Arrays.hashCode(links);
    }

    @Override
    public String toString() {
        return "load at " + node + " of attachment " + attachment + ", " + links.length + " bytes";
    }
}
