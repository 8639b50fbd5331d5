// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.function.Function;
import org.crosslayer.mptcp.Agent;

/** An agent while a list is made: described when a column needs it, once. */
final class AgentRow {
    private final Agent agent;
    private final Function<Agent, AgentView> describe;
    private AgentView view;

    AgentRow(Agent agent, Function<Agent, AgentView> describe) {
        this.agent = agent;
        this.describe = describe;
    }

    String id() {
        return agent.id().id();
    }

    AgentView view() {
        if (view == null) {
            view = describe.apply(agent);
        }
        return view;
    }
}
