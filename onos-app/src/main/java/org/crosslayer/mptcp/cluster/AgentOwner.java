// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cluster;

import java.util.Objects;

/** Which node an agent is attached to, by which of its streams. Immutable but for Kryo. */
final class AgentOwner {
    private final String node;
    private final String instance;
    private final long attachment;

    /** For Kryo. */
    AgentOwner() {
        this("", "", 0);
    }

    /**
     * An owner.
     *
     * @param node       id of the ONOS node
     * @param instance   start of the agent's process
     * @param attachment number of its stream
     */
    AgentOwner(String node, String instance, long attachment) {
        this.node = node;
        this.instance = instance;
        this.attachment = attachment;
    }

    String node() {
        return node;
    }

    String instance() {
        return instance;
    }

    long attachment() {
        return attachment;
    }

    /**
     * Whether this claim takes the place of another one. Streams of one process are compared by their numbers. Of two
     * processes the one that is heard of later is the newer one, unless it is heard of late because the storage was out
     * of reach: then the numbers, which are times, decide.
     *
     * @param before what is there, or null
     * @param late   whether this claim was made earlier and could not be written
     */
    boolean replaces(AgentOwner before, boolean late) {
        boolean comparable = before != null && attachment != 0 && before.attachment != 0
            && (late || instance.equals(before.instance));
        return !comparable || attachment >= before.attachment;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AgentOwner && node.equals(((AgentOwner) other).node)
            && instance.equals(((AgentOwner) other).instance) && attachment == ((AgentOwner) other).attachment;
    }

    @Override
    public int hashCode() {
        return Objects.hash(node, instance, attachment);
    }

    @Override
    public String toString() {
        return node + " (attachment " + attachment + ")";
    }
}
