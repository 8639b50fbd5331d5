// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.List;
import org.crosslayer.mptcp.standing.StandingChannel;

/** The way to an attached agent. */
public interface AgentChannel extends StandingChannel {

    /**
     * Tells a restarted agent from one that has attached again.
     *
     * @return text that differs for every start of the agent's process
     */
    String instance();

    /**
     * Sends a plan. Does not wait; a plan for an agent that is gone is lost, and sent again when it comes back.
     *
     * @param plan plan
     */
    void send(SentPlan plan);

    /**
     * Sends commands, to be carried out in order. Does not wait; those for an agent that is gone are lost.
     *
     * @param commands 1 to 256 commands
     */
    void send(List<SubflowCommand> commands);
}
