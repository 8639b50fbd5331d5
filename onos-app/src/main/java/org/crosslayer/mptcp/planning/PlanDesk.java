// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes plans down, sends them, and finds what agents' answers are to. Safe from any thread. */
final class PlanDesk {
    private final Logger log = LoggerFactory.getLogger(getClass());

    private final ConnectionRegistry registry;
    private final ConcurrentMap<AgentId, PlanBook> books = new ConcurrentHashMap<>();
    /** Command ids go up from a random start, so that no other start or node uses the same for an agent. */
    private final AtomicLong commandIds = new AtomicLong(new SecureRandom().nextLong());

    PlanDesk(ConnectionRegistry registry) {
        this.registry = registry;
    }

    /** An id that no agent was ever given. */
    long newId() {
        return commandIds.getAndIncrement();
    }

    /**
     * Writes a plan down, then sends it: the outcomes have to find what they are of.
     *
     * @param plan   what to ask for; without paths nothing is sent
     * @param change enters it into what is known of the connection
     * @return false if the connection is not there any more, and nothing was sent
     */
    boolean commit(AgentChannel channel, SentPlan plan, UnaryOperator<MptcpConnection> change) {
        PlanBook book = book(channel.agent().id());
        boolean asks = !plan.paths().isEmpty();
        if (asks) {
            book.enter(plan);
        }
        if (registry.update(plan.key(), change).isEmpty()) {
            book.drop(plan);
            return false;
        }
        if (asks) {
            channel.send(plan);
            log.debug("Planned {}", plan);
        }
        return true;
    }

    /** The plan that an answer is to, if it is the first for its path. */
    Optional<PendingPlan> answer(AgentId agent, PathOutcome outcome) {
        return book(agent).answer(outcome);
    }

    /** Enters an answer; the connection as it is now, or null if it is gone. */
    MptcpConnection enter(ConnectionKey key, PlannedSubflow asked, PathOutcome outcome) {
        log.debug("{}: {}", key, outcome);
        registry.sourcePortsRefused(key.agent(), outcome.refused(asked.sourcePorts()));
        return registry.update(key, now -> PlanEntries.answered(now, asked, outcome)).orElse(null);
    }

    /** Notes which start of an agent is attached; the plans that this same start has not answered. */
    List<SentPlan> attached(AgentChannel channel) {
        return book(channel.agent().id()).attached(channel.instance());
    }

    /** Sends an unanswered plan again if its connection is still there. */
    void resend(AgentChannel channel, SentPlan plan, boolean known) {
        if (known) {
            channel.send(plan);
        } else {
            book(channel.agent().id()).drop(plan);
        }
    }

    /** Takes out what an earlier start of the agent, or of this node, was asked for and will never answer. */
    MptcpConnection withoutLost(AgentChannel channel, MptcpConnection connection) {
        PlanBook book = book(channel.agent().id());
        return registry.update(connection.key(), now -> PlanEntries.kept(now, book::awaits)).orElse(connection);
    }

    /** Number of plans that agents have not answered. */
    int unanswered() {
        return books.values().stream().mapToInt(PlanBook::unanswered).sum();
    }

    void forget(AgentId agent) {
        books.remove(agent);
    }

    private PlanBook book(AgentId agent) {
        return books.computeIfAbsent(agent, id -> new PlanBook());
    }
}
