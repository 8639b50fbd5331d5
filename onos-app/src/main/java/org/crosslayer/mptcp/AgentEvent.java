// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import org.onosproject.event.AbstractEvent;

/** An agent came or went. */
public final class AgentEvent extends AbstractEvent<AgentEvent.Type, Agent> {

    /** What happened. */
    public enum Type {
        /** The agent has introduced itself and was welcomed. */
        AGENT_ATTACHED,
        /** The agent's stream has ended. */
        AGENT_DETACHED
    }

    /**
     * Makes an event.
     *
     * @param type    what happened
     * @param subject the agent
     */
    public AgentEvent(Type type, Agent subject) {
        super(type, subject);
    }
}
