// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import static java.util.Objects.requireNonNull;

/** Names a connection in the fabric: tokens are per host, so the agent belongs to the name. */
public final class ConnectionKey {
    private final AgentId agent;
    private final ConnectionToken token;

    private ConnectionKey(AgentId agent, ConnectionToken token) {
        this.agent = requireNonNull(agent);
        this.token = requireNonNull(token);
    }

    /**
     * Makes a key.
     *
     * @param agent agent of the host
     * @param token token at that host
     * @return key
     */
    public static ConnectionKey connectionKey(AgentId agent, ConnectionToken token) {
        return new ConnectionKey(agent, token);
    }

    /**
     * Agent of the host whose token this is.
     *
     * @return agent
     */
    public AgentId agent() {
        return agent;
    }

    /**
     * Token at that host.
     *
     * @return token
     */
    public ConnectionToken token() {
        return token;
    }

    @Override
    public int hashCode() {
        return agent.hashCode() * 31 + token.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectionKey && ((ConnectionKey) other).token.equals(token)
            && ((ConnectionKey) other).agent.equals(agent);
    }

    @Override
    public String toString() {
        return agent + "/" + token;
    }
}
