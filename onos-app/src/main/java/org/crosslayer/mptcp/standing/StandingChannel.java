// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.standing;

import org.crosslayer.mptcp.Agent;

/** The way of standing plans to an attached agent. Nothing waits; what is for an agent that is gone is lost. */
public interface StandingChannel {

    /**
     * Who is at the other end.
     *
     * @return agent
     */
    Agent agent();

    /**
     * Sends all that the agent is to hold, in place of what it held.
     *
     * @param orders plans
     */
    default void send(SentOrders orders) {
    }

    /**
     * Says that orders are still right: their time starts anew.
     *
     * @param generation of the orders
     * @param seconds    until they are void
     */
    default void renew(long generation, int seconds) {
    }
}
