// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.crosslayer.plan.PlannerPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans connections and follows their plans. A report is planned in the thread that brings it; snapshots, which may
 * bring thousands, and connections that have waited are planned in the background. A connection is planned by one
 * thread at a time, and no lock is held meanwhile.
 */
public final class PlanningEngine implements PlanningService {
    /** After source ports were found in use, a path is tried once more with others. */
    private static final int LAST_ATTEMPT = 1;

    /** One in so many source ports is spared because it was in use until lately. */
    private static final int SPARED_SHARE = 2;

    private final Logger log = LoggerFactory.getLogger(getClass());

    private final FabricService fabricService;
    private final MptcpConnectionService connectionService;
    private final ConnectionRegistry registry;
    private final Executor background;

    private final ConnectionPlanner planner = new ConnectionPlanner();
    private final ConcurrentMap<AgentId, PlanBook> books = new ConcurrentHashMap<>();
    private final ConcurrentMap<AgentId, AgentChannel> channels = new ConcurrentHashMap<>();
    private final Set<ConnectionKey> inProgress = ConcurrentHashMap.newKeySet();
    private final DeferredPlans deferred = new DeferredPlans();
    private final AtomicBoolean modelled = new AtomicBoolean(true);
    /** Command ids go up from a random start, so that no other start or node uses the same for an agent. */
    private final AtomicLong commandIds = new AtomicLong(new SecureRandom().nextLong());

    /**
     * An engine that knows nothing yet.
     *
     * @param fabricService     network and policy
     * @param connectionService connections, to be read
     * @param registry          the same connections, to be marked
     * @param background        runs what is not urgent, one after the other
     */
    public PlanningEngine(FabricService fabricService, MptcpConnectionService connectionService,
                          ConnectionRegistry registry, Executor background) {
        this.fabricService = fabricService;
        this.connectionService = connectionService;
        this.registry = registry;
        this.background = background;
    }

    @Override
    public void snapshot(AgentChannel channel, List<MptcpConnection> connections) {
        channels.put(channel.agent().id(), channel);
        List<SentPlan> unanswered = book(channel.agent().id()).attached(channel.instance());
        later(() -> {
            unanswered.forEach(plan -> resend(channel, plan));
            connections.forEach(connection -> plan(channel, withoutLost(channel, connection), Retry.NONE));
        });
    }

    @Override
    public void established(AgentChannel channel, MptcpConnection connection) {
        plan(channel, connection, Retry.NONE);
    }

    @Override
    public void outcomes(AgentChannel channel, List<PathOutcome> outcomes) {
        PlanBook book = book(channel.agent().id());
        for (PathOutcome outcome : outcomes) {
            book.answer(outcome).ifPresent(pending -> {
                SentPlan plan = pending.plan();
                MptcpConnection connection = enter(plan.key(), plan.paths().get(outcome.pathIndex()), outcome);
                if (connection != null && pending.complete() && !pending.portsInUse().isEmpty()
                        && plan.attempt() < LAST_ATTEMPT) {
                    plan(channel, connection, Retry.of(plan, pending.portsInUse()));
                }
            });
        }
    }

    @Override
    public void detached(AgentChannel channel) {
        channels.remove(channel.agent().id(), channel);
    }

    @Override
    public void forget(AgentId agent) {
        books.remove(agent);
    }

    private void plan(AgentChannel channel, MptcpConnection connection, Retry retry) {
        ConnectionKey key = connection.key();
        if (!inProgress.add(key)) {
            return;
        }
        try {
            Collection<PlannedSubflow> occupied = connection.planned().stream()
                .filter(planned -> retry.keeps(planned)).collect(Collectors.toList());
            PlannerPolicy policy = fabricService.policy();
            Proposal proposal = planner.propose(fabricService.fabric(), policy, channel.agent(), connection, occupied,
                unavailable(key.agent(), policy, retry));
            if (!proposal.modelled() && deferred.defer(key)) {
                proposal = proposal.postponed();
            } else {
                noteModel(proposal, connection);
            }
            commit(channel, connection, occupied, proposal, retry);
        } finally {
            inProgress.remove(key);
        }
    }

    /** Ports that the kernel would refuse, or might: of the latter no more than leave enough to choose from. */
    private IntPredicate unavailable(AgentId agent, PlannerPolicy policy, Retry retry) {
        IntPredicate inUse = registry.sourcePortsInUse(agent);
        IntPredicate recent = registry.sourcePortsRecentlyUsed(agent, policy.sourcePorts().size() / SPARED_SHARE);
        return port -> inUse.test(port) || recent.test(port) || retry.refused(port);
    }

    /** Enters the decision, then sends it: the outcomes have to find what they are of. */
    private void commit(AgentChannel channel, MptcpConnection connection, Collection<PlannedSubflow> kept,
                        Proposal proposal, Retry retry) {
        List<PlannedSubflow> paths = proposal.paths();
        SentPlan plan = new SentPlan(commandIds.getAndIncrement(), connection.key(), retry.attempt(), paths);
        PlanBook book = book(channel.agent().id());
        if (!paths.isEmpty()) {
            book.enter(plan);
        }
        boolean known = registry.update(connection.key(), now -> now.copy()
            .planned(PlanEntries.extended(now.planned(), kept, paths)).reasons(proposal.reasons()).build()).isPresent();
        if (!known) {
            book.drop(plan);
        } else if (!paths.isEmpty()) {
            channel.send(plan);
            log.debug("Planned {}", plan);
        }
    }

    private MptcpConnection enter(ConnectionKey key, PlannedSubflow asked, PathOutcome outcome) {
        log.debug("{}: {}", key, outcome);
        return registry.update(key, now -> PlanEntries.answered(now, asked, outcome)).orElse(null);
    }

    private void resend(AgentChannel channel, SentPlan plan) {
        if (connectionService.connection(plan.key()).isPresent()) {
            channel.send(plan);
        } else {
            book(channel.agent().id()).drop(plan);
        }
    }

    /** Takes out what an earlier start of the agent, or of this node, was asked for and will never answer. */
    private MptcpConnection withoutLost(AgentChannel channel, MptcpConnection connection) {
        PlanBook book = book(channel.agent().id());
        return registry.update(connection.key(), now -> PlanEntries.kept(now, book::awaits)).orElse(connection);
    }

    private void noteModel(Proposal proposal, MptcpConnection connection) {
        if (modelled.getAndSet(proposal.modelled()) != proposal.modelled()) {
            if (proposal.modelled()) {
                log.info("Paths are known again, for {}", connection);
            } else {
                log.warn("Paths of {} are not known, source ports count on luck: {}", connection,
                    String.join("; ", proposal.reasons()));
            }
        }
    }

    /** The fabric is another: plans, in the background, what has waited for it. */
    void fabricChanged() {
        later(this::planDeferred);
    }

    /** From now on nothing waits for the fabric any more. */
    void stopWaiting() {
        deferred.close();
        later(this::planDeferred);
    }

    private void planDeferred() {
        for (ConnectionKey key : deferred.take()) {
            AgentChannel channel = channels.get(key.agent());
            if (channel != null) {
                connectionService.connection(key).ifPresent(connection -> plan(channel, connection, Retry.NONE));
            }
        }
    }

    private void later(Runnable task) {
        try {
            background.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    log.error("Planning failed", e);
                }
            });
        } catch (RejectedExecutionException e) {
            log.debug("Not planned, the component is stopping");
        }
    }

    private PlanBook book(AgentId agent) {
        return books.computeIfAbsent(agent, id -> new PlanBook());
    }
}
