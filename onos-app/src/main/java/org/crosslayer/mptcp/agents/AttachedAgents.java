// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.crosslayer.mptcp.AgentId;

/** The sessions of attached agents: at most one for each agent, the newest. */
final class AttachedAgents {
    private final ConcurrentMap<AgentId, AgentSession> sessions = new ConcurrentHashMap<>();

    /** Enters a session; returns the one it replaces. */
    Optional<AgentSession> put(AgentSession session) {
        return Optional.ofNullable(sessions.put(session.agent().id(), session));
    }

    /** Takes a session out; false if another has replaced it. */
    boolean remove(AgentSession session) {
        return sessions.remove(session.agent().id(), session);
    }

    Optional<AgentSession> get(AgentId id) {
        return Optional.ofNullable(sessions.get(id));
    }

    Collection<AgentSession> all() {
        return List.copyOf(sessions.values());
    }
}
