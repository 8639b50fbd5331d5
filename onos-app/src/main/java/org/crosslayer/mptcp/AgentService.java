// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import java.util.Collection;
import java.util.Optional;
import org.onosproject.event.ListenerService;

/** The agents that are attached to this ONOS node. */
public interface AgentService extends ListenerService<AgentEvent, AgentListener> {

    /**
     * All attached agents.
     *
     * @return agents at this moment, in no order
     */
    Collection<Agent> agents();

    /**
     * One agent.
     *
     * @param id its name
     * @return agent, empty if it is not attached here
     */
    Optional<Agent> agent(AgentId id);
}
