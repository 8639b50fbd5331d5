// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

/**
 * How lines of the log name a connection: {@code client/7be1c0de}, agent and token, as ONOS's log does, so that one
 * search finds a connection in both. The log is the process's, and so is the agent's id in it.
 */
public final class ConnectionName {
    private static volatile String prefix = "";

    private ConnectionName() {
    }

    /** Says whose connections these are; once, before the first line. */
    public static void setAgent(String agentId) {
        prefix = agentId + '/';
    }

    /** The token alone where no agent runs, as in a verb of the command line. */
    public static String of(int token) {
        return prefix + ConnectionToken.format(token);
    }
}
