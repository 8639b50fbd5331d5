// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.crosslayer.mptcp.standing.StandingEngine;
import org.crosslayer.mptcp.standing.StandingOverview;
import org.crosslayer.mptcp.standing.StandingStatus;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.Placement;
import org.onlab.packet.IpAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans connections, follows their plans, and plans again when the network or its load has changed. A report is
 * planned in the thread that brings it; snapshots, which may bring thousands, and connections that have waited are
 * planned in the background, and what a change of the network asks for in a thread of its own. A connection is
 * planned by one thread at a time; the load of all is decided on under the lock of the {@link Ledger}.
 */
public final class PlanningEngine implements PlanningService, LoadExchange {
    /** A connection is left alone for so many readings after it was planned. */
    private static final int READINGS_TO_REST = 2;
    private static final int MILLIS_WITHOUT_TELEMETRY = 1000;

    private final Logger log = LoggerFactory.getLogger(getClass());

    private final FabricService fabricService;
    private final MptcpConnectionService connectionService;
    private final Executor background;
    private final Executor standingExecutor;
    private final LongSupplier nanoTime;

    private final ConcurrentMap<AgentId, AgentChannel> channels = new ConcurrentHashMap<>();
    private final Set<ConnectionKey> inProgress = ConcurrentHashMap.newKeySet();
    private final DeferredPlans deferred = new DeferredPlans();
    private final AtomicBoolean modelled = new AtomicBoolean(true);
    private final Demands demands = new Demands();
    private final MoveBook moves = new MoveBook();
    private final PlanDesk desk;
    private final ConnectionPlanner planner;
    private final Ledger ledger;
    private final Mover mover;
    private final Replanner replanner;
    private final StandingEngine standing;
    private final StandingConnections served;
    /** Agents whose snapshots have been gone through. */
    private final Set<AgentId> accounted = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean standingTicks = new AtomicBoolean();
    private volatile int readingsStretched = 1;
    /** When the load was last observed; only for the thread that ticks. */
    private long observed;

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
        this(fabricService, connectionService, registry, background, background, System::nanoTime);
    }

    /**
     * An engine with threads and a clock of its own.
     *
     * @param standingExecutor runs what standing plans need, which may take seconds, one after the other
     */
    PlanningEngine(FabricService fabricService, MptcpConnectionService connectionService,
                   ConnectionRegistry registry, Executor background, Executor standingExecutor,
                   LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.standingExecutor = standingExecutor;
        this.observed = nanoTime.getAsLong();
        this.fabricService = fabricService;
        this.connectionService = connectionService;
        this.background = background;
        desk = new PlanDesk(registry);
        standing = new StandingEngine(fabricService, registry, this::consult, nanoTime);
        served = new StandingConnections(standing, fabricService, registry, nanoTime);
        planner = new ConnectionPlanner(fabricService, registry, new ConnectionViews(demands, moves), standing);
        ledger = new Ledger(fabricService.fabric(), fabricService.policy(), connectionService,
            connection -> planner.view(agent(connection.key().agent()), connection));
        mover = new Mover(moves, desk, registry, nanoTime, ledger::refresh);
        replanner = new Replanner(this, ledger, mover, moves, new Observer(ledger, connectionService), nanoTime);
    }

    @Override
    public void snapshot(AgentChannel channel, List<MptcpConnection> connections) {
        AgentId agent = channel.agent().id();
        channels.put(agent, channel);
        List<SentPlan> unanswered = desk.attached(channel);
        standing.introduced(channel);
        later(standingExecutor, () -> standing.attached(channel));
        later(() -> {
            unanswered.forEach(plan ->
                desk.resend(channel, plan, connectionService.connection(plan.key()).isPresent()));
            ledger.of(agent).forEach(key -> changed(channel, key));
            connections.forEach(connection -> arrived(channel, desk.withoutLost(channel, connection)));
            if (channels.get(agent) == channel) {
                accounted.add(agent);
            }
        });
    }

    @Override
    public void established(AgentChannel channel, MptcpConnection connection) {
        arrived(channel, connection);
    }

    private void arrived(AgentChannel channel, MptcpConnection connection) {
        if (served.serves(connection)) {
            moves.rest(connection.key(), nanoTime.getAsLong() + restNanos());
            ledger.refresh(connection.key());
        } else {
            plan(channel, connection, Retry.NONE);
        }
    }

    @Override
    public void changed(AgentChannel channel, ConnectionKey key) {
        Optional<MptcpConnection> connection = connectionService.connection(key);
        if (connection.isPresent()) {
            served.changed(connection.get());
            mover.check(channel, connection.get());
        } else {
            served.closed(key);
            demands.forget(key);
            moves.forget(key);
        }
        ledger.refresh(key);
    }

    @Override
    public void measured(ConnectionKey key) {
        connectionService.connection(key).ifPresent(known ->
            connectionService.statistics(key).ifPresent(own -> served.measured(known, own)));
        ConnectionKey accounted = ledger.accounted(key);
        if (accounted == null) {
            return;
        }
        boolean opener = connectionService.connection(accounted).map(known -> !known.serverSide()).orElse(true);
        ConnectionStatistics own = statistics(accounted);
        ConnectionStatistics others = statistics(ledger.peer(accounted));
        // Both ends' readings would count twice; the accounted end's own set the pace, as long as it has some.
        boolean paces = key.equals(accounted) || own == null;
        if (paces && demands.measured(accounted, opener ? own : others, opener ? others : own)) {
            ledger.refresh(accounted);
        }
    }

    private ConnectionStatistics statistics(ConnectionKey key) {
        return key == null ? null : connectionService.statistics(key).orElse(null);
    }

    @Override
    public void outcomes(AgentChannel channel, List<PathOutcome> outcomes) {
        for (PathOutcome outcome : outcomes) {
            if (outcome.pathIndex() == PathOutcome.NO_PATH) {
                mover.answered(channel, outcome);
            } else {
                desk.answer(channel.agent().id(), outcome).ifPresent(pending -> answered(channel, pending, outcome));
            }
        }
    }

    private void answered(AgentChannel channel, PendingPlan pending, PathOutcome outcome) {
        SentPlan plan = pending.plan();
        MptcpConnection connection = desk.enter(plan.key(), plan.paths().get(outcome.pathIndex()), outcome);
        mover.answered(channel, plan.commandId(), plan.key(), outcome);
        if (connection != null && pending.complete() && !pending.inUse().isEmpty()
                && plan.attempt() < SentPlan.LAST_ATTEMPT) {
            plan(channel, connection, Retry.of(plan, pending.inUse()));
        }
        changed(channel, plan.key());
    }

    @Override
    public void detached(AgentChannel channel) {
        channels.remove(channel.agent().id(), channel);
        standing.detached(channel);
    }

    @Override
    public void forget(AgentId agent) {
        accounted.remove(agent);
        desk.forget(agent);
        ledger.of(agent).forEach(key -> changed(null, key));
        standing.forget(agent);
    }

    @Override
    public void standing(AgentChannel channel, StandingStatus status) {
        later(standingExecutor, () -> standing.reported(channel.agent().id(), status));
    }

    @Override
    public void standingFailed(AgentChannel channel, ConnectionKey key, int plan, String why) {
        served.failed(key, plan, why).ifPresent(connection -> plan(channel, connection, Retry.NONE));
    }

    @Override
    public List<StandingOverview> standing() {
        return standing.overview();
    }

    @Override
    public Optional<PlacementReport> explain(ConnectionKey key) {
        ConnectionKey accounted = ledger.accounted(key);
        return accounted == null ? Optional.empty() : Optional.ofNullable(ledger.explain(accounted, moves))
            .map(report -> report.standing(served.describe(report.connection())));
    }

    @Override
    public WhatIf whatIf(AgentId agent, FourTuple initial) {
        return planner.rehearse(ledger, agent == null ? null : agent(agent), initial);
    }

    @Override
    public long loadBps(int link) {
        return ledger.loadBps(link);
    }

    @Override
    public LinkUtilisation reportedTraffic() {
        return replanner.reported();
    }

    @Override
    public PlanningTotals totals() {
        return new PlanningTotals(ledger.size(), ledger.ends(), demands.size(), desk.unanswered(), moves);
    }

    /** Plans a connection that may lack subflows, unless that is being done. Returns how many it asks for. */
    int plan(AgentChannel channel, MptcpConnection connection, Retry retry) {
        ConnectionKey key = connection.key();
        if (served.waits(key) || !inProgress.add(key)) {
            return 0;
        }
        int asked;
        try {
            moves.rest(key, nanoTime.getAsLong() + restNanos());
            Collection<PlannedSubflow> occupied = retry.occupied(connection);
            Proposal decided = planner.propose(ledger, channel.agent(), connection, occupied, retry);
            boolean waits = !decided.modelled() && deferred.defer(key);
            if (!waits) {
                noteModel(decided, connection);
            }
            Proposal proposal = waits ? decided.postponed() : decided;
            List<PlannedSubflow> paths = proposal.paths();
            asked = paths.size();
            desk.commit(channel, new SentPlan(desk.newId(), key, retry.attempt(), paths), now -> now.copy()
                .planned(PlanEntries.extended(now.planned(), occupied, paths)).reasons(proposal.reasons()).build());
        } finally {
            inProgress.remove(key);
        }
        ledger.refresh(key);
        return asked;
    }

    private long restNanos() {
        int millis = fabricService.policy().telemetryIntervalMillis();
        return TimeUnit.MILLISECONDS.toNanos(READINGS_TO_REST
            * (millis == 0 ? MILLIS_WITHOUT_TELEMETRY : (long) millis * readingsStretched));
    }

    @Override
    public void readingsStretched(int times) {
        readingsStretched = times;
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

    /**
     * Takes the network that is in force now and answers to the change; to be called in one thread.
     *
     * @param since when the first event occurred that led to it, milliseconds since 1970
     */
    void fabricChanged(long since) {
        replanner.adopt(fabricService.fabric(), since);
        later(standingExecutor, standing::fabricChanged);
        later(this::planDeferred);
    }

    /** Answers to a new policy, bit by bit with each tick; to be called in the same thread. */
    void policyChanged() {
        replanner.policyChanged();
        later(standingExecutor, standing::policyChanged);
    }

    /** Looks after changes under way and makes those that the load asks for; to be called every second or so. */
    void tick() {
        long now = nanoTime.getAsLong();
        if (now - observed >= restNanos() / READINGS_TO_REST) {
            observed = now;
            replanner.observe(fabricService.fabric(), fabricService.utilisation());
        }
        replanner.tick(fabricService.policy());
        served.due().forEach(this::planLacking);
        if (standingTicks.compareAndSet(false, true)) {
            later(standingExecutor, () -> {
                standingTicks.set(false);
                standing.tick();
            });
        }
    }

    /** A standing plan has had its time: what it has not opened is planned like any other. */
    private void planLacking(ConnectionKey key) {
        if (connectionService.connection(key).map(served::lacks).orElse(false)) {
            planAgain(key);
        }
    }

    /** Whether a standing plan has a source port for itself; for tests. */
    boolean leased(AgentId agent, int port) {
        return standing.leased(agent, port);
    }

    @Override
    public Fabric fabric() {
        return ledger.fabric();
    }

    @Override
    public boolean accounts(AgentId agent) {
        return accounted.contains(agent);
    }

    @Override
    public Set<AgentId> changed() {
        return ledger.changedAgents();
    }

    @Override
    public Map<Integer, Long> share(AgentId agent) {
        return ledger.share(agent);
    }

    @Override
    public long othersBps(int link) {
        return ledger.othersBps(link);
    }

    @Override
    public long othersBps() {
        return ledger.othersBps();
    }

    @Override
    public boolean others(Fabric of, long[] bps, Set<IpAddress> addresses) {
        if (!ledger.others(of, bps)) {
            return false;
        }
        if (ledger.servedElsewhere(addresses)) {
            connectionService.connections().stream().filter(MptcpConnection::serverSide)
                .forEach(connection -> ledger.refresh(connection.key()));
        }
        return true;
    }

    private <T> T consult(BiFunction<Placement, Fabric, T> question) {
        return ledger.consult(question);
    }

    /** From now on nothing waits for the fabric any more. */
    void stopWaiting() {
        deferred.close();
        later(this::planDeferred);
    }

    private void planDeferred() {
        for (ConnectionKey key : deferred.take()) {
            planAgain(key);
        }
    }

    /** Plans a connection if it and its agent are there. */
    void planAgain(ConnectionKey key) {
        AgentChannel channel = channels.get(key.agent());
        if (channel != null) {
            connectionService.connection(key).ifPresent(connection -> plan(channel, connection, Retry.NONE));
        }
    }

    /** Most subflows that a connection may have; no limit if nobody could change it. */
    int mostSubflows(AgentChannel channel, MptcpConnection connection) {
        return planner.mostSubflows(channel.agent(), connection);
    }

    /** Whether anybody could and may change the subflows of a connection. */
    boolean changeable(AgentChannel channel, MptcpConnection connection) {
        return planner.changeable(channel.agent(), connection);
    }

    AgentChannel channel(AgentId agent) {
        return channels.get(agent);
    }

    Optional<MptcpConnection> connection(ConnectionKey key) {
        return connectionService.connection(key);
    }

    /** Which way a connection carries its data, as far as that is known. */
    DataDirection direction(MptcpConnection connection) {
        return planner.view(agent(connection.key().agent()), connection).direction();
    }

    /** What the planner would open beside the subflows of a connection, which may be a reduced copy; accounts it. */
    Proposal propose(AgentChannel channel, MptcpConnection connection) {
        return planner.propose(ledger, channel.agent(), connection, Retry.NONE.occupied(connection), Retry.NONE);
    }

    void later(Runnable task) {
        later(background, task);
    }

    /** Like {@link #later(Runnable)}, in so many milliseconds. */
    void after(long millis, Runnable task) {
        later(CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, background), task);
    }

    private void later(Executor executor, Runnable task) {
        try {
            executor.execute(() -> {
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

    private Agent agent(AgentId id) {
        AgentChannel channel = channels.get(id);
        return channel == null ? null : channel.agent();
    }
}
