// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import org.onlab.util.Identifier;

/** Stable name of a host agent, unique in the fabric. */
public final class AgentId extends Identifier<String> implements Comparable<AgentId> {

    private AgentId(String id) {
        super(id);
    }

    /**
     * Makes an id.
     *
     * @param id name that the agent gave, not empty
     * @return id
     */
    public static AgentId agentId(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("An agent id cannot be empty");
        }
        return new AgentId(id);
    }

    @Override
    public int compareTo(AgentId other) {
        return id().compareTo(other.id());
    }
}
