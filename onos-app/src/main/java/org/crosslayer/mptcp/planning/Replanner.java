// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.plan.Move;
import org.crosslayer.plan.PlannerPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers to changes: of the network at once, of the load every now and then. For one thread.
 */
final class Replanner {
    /** To part two connections, the one that is moved may open a subflow and demote another, and one that is in the
     * way the same. */
    private static final int CHANGES_FOR_ONE = 4;

    /** When changes for a failure are looked at again; then after twice the time, and so on, up to the last. */
    private static final long FIRST_LOOK_MILLIS = 60;
    private static final long LAST_LOOK_MILLIS = 480;

    private final Logger log = LoggerFactory.getLogger(getClass());

    private final PlanningEngine engine;
    private final Ledger ledger;
    private final Mover mover;
    private final MoveBook moves;
    private final LongSupplier nanoTime;
    private final MoveBudget budget;
    private final Observer observer;
    private final ForeignTraffic foreign = new ForeignTraffic();
    private final PolicyReview review;
    private final SearchTime searches;
    /** Read by other threads. */
    private volatile LinkUtilisation reported = LinkUtilisation.unknown(Fabric.empty());

    Replanner(PlanningEngine engine, Ledger ledger, Mover mover, MoveBook moves, Observer observer,
              LongSupplier nanoTime) {
        this.engine = engine;
        this.ledger = ledger;
        this.mover = mover;
        this.moves = moves;
        this.observer = observer;
        this.nanoTime = nanoTime;
        this.searches = new SearchTime(nanoTime);
        this.budget = new MoveBudget(nanoTime);
        this.review = new PolicyReview(engine, mover);
    }

    /**
     * The network has changed: replaces subflows that have lost their path, then evens the load out. The line in the
     * log is read by experiments: README, "Planning again".
     *
     * @param since when the first event occurred that led to it, milliseconds since 1970
     */
    void adopt(Fabric next, long since) {
        Fabric before = ledger.fabric();
        if (next == before) {
            return;
        }
        long begin = System.currentTimeMillis();
        List<ConnectionKey> affected = ledger.adopt(next);
        if (!affected.isEmpty()) {
            PathTracer tracer = new PathTracer(next);
            long replaced = affected.stream().filter(key -> replace(key, tracer)).count();
            long sent = System.currentTimeMillis();
            // Those that share a link now that was not meant to be shared.
            List<Move> wanted = ledger.repair(CHANGES_FOR_ONE * affected.size());
            make(wanted);
            engine.after(FIRST_LOOK_MILLIS, () -> hasten(affected, wanted, FIRST_LOOK_MILLIS));
            log.info("Network change answered: event_to_snapshot_ms={} event_to_replacements_ms={} event_to_moves_ms={}"
                + " connections={} replaced={} moves={}", begin - since, sent - since,
                System.currentTimeMillis() - since, affected.size(), replaced, wanted.size());
        }
        if (live(next) > live(before) || next.hostCount() > before.hostCount()) {
            // What has come (back) is for all to use, also for those whose subflows have stayed where they were.
            engine.later(() -> ledger.accounted().forEach(engine::planAgain));
        }
    }

    /**
     * Looks after what was asked for because of a change of the network: while the network gets over the failure
     * itself, SYNs are lost, and every one that the kernel has to send again costs a second.
     */
    private void hasten(List<ConnectionKey> affected, List<Move> wanted, long millis) {
        Set<ConnectionKey> keys = new LinkedHashSet<>(affected);
        wanted.forEach(move -> keys.add((ConnectionKey) move.key()));
        boolean waiting = false;
        for (ConnectionKey key : keys) {
            AgentChannel channel = engine.channel(key.agent());
            MptcpConnection connection = engine.connection(key).orElse(null);
            if (channel != null && connection != null && mover.hasten(channel, connection)) {
                waiting = true;
                ledger.refresh(key);
            }
        }
        if (waiting && millis < LAST_LOOK_MILLIS) {
            engine.after(2 * millis, () -> hasten(affected, wanted, 2 * millis));
        }
    }

    /** Finds out what others send over the links, from what ports and agents have counted since the last time. */
    void observe(Fabric fabric, LinkUtilisation measured) {
        if (fabric == ledger.fabric()) {
            Observer.Round round = observer.round();
            // Traffic of connections that nobody measures is what it is expected to be, and none of others.
            IntToLongFunction expected = round.complete() ? link -> 0 : ledger::loadBps;
            ledger.foreign(fabric, foreign.estimate(fabric, measured, round.flows(), expected, ledger::othersBps,
                nanoTime.getAsLong()));
            reported = foreign.reported();
        }
    }

    /** What agents have measured of their connections lately, on every link. */
    LinkUtilisation reported() {
        return reported;
    }

    /** Looks after changes under way, then moves what the load asks for. */
    void tick(PlannerPolicy policy) {
        mover.giveUpLate(key -> engine.channel(key.agent()));
        moves.rested(nanoTime.getAsLong()).forEach(ledger::refresh);
        budget.spend(review.some(budget.available(policy.maxMovesPerSecond())));
        List<Move> wanted = searches.search(() -> ledger.repair(budget.available(policy.maxMovesPerSecond())));
        budget.spend(wanted.size());
        make(wanted);
    }

    /** The policy is another: accounts connections accordingly at once, and has them changed bit by bit. */
    void policyChanged() {
        List<ConnectionKey> all = ledger.accounted();
        all.forEach(ledger::refresh);
        review.add(all);
    }

    /** Whether something was asked for. */
    private boolean replace(ConnectionKey key, PathTracer tracer) {
        AgentChannel channel = engine.channel(key.agent());
        MptcpConnection connection = engine.connection(key).orElse(null);
        boolean asked = false;
        if (channel != null && connection != null && !engine.changeable(channel, connection)) {
            // Nothing is asked for, but what there is to say of it is another.
            engine.plan(channel, connection, Retry.NONE);
        } else if (channel != null && connection != null) {
            Displaced displaced = Displaced.of(connection, engine.direction(connection), tracer);
            if (displaced.subflows().isEmpty()) {
                asked = engine.plan(channel, connection, Retry.NONE) > 0;
            } else if (displaced.subflows().size() < connection.subflows().size()) {
                asked = replace(channel, connection, displaced);
            }
        }
        moves.endRest(key);
        ledger.refresh(key);
        return asked;
    }

    /** Opens what is worth it without the displaced subflows, in their place. */
    private boolean replace(AgentChannel channel, MptcpConnection connection, Displaced displaced) {
        List<PlannedSubflow> paths = engine.propose(channel, displaced.rest(connection)).paths().stream()
            .filter(displaced::isBetter).collect(Collectors.toList());
        List<FiveTuple> close = displaced.toClose(paths.size());
        if (paths.isEmpty() && close.isEmpty()) {
            ledger.restore(connection.key());
            return false;
        }
        return mover.begin(channel, connection, paths, close, null, displaced.reason());
    }

    private static int live(Fabric fabric) {
        int live = 0;
        for (int link = 0; link < fabric.linkCount(); link++) {
            live += fabric.live(link) ? 1 : 0;
        }
        return live;
    }

    /** Begins changes; all that concern one connection are one change, so that everything is made before it breaks. */
    private void make(List<Move> wanted) {
        Map<Object, List<Move>> byConnection = new LinkedHashMap<>();
        wanted.forEach(move -> byConnection.computeIfAbsent(move.key(), key -> new ArrayList<>()).add(move));
        byConnection.forEach((key, changes) -> make((ConnectionKey) key, changes));
    }

    private void make(ConnectionKey key, List<Move> changes) {
        AgentChannel channel = engine.channel(key.agent());
        MptcpConnection connection = engine.connection(key).orElse(null);
        boolean begun = false;
        if (channel != null && connection != null) {
            List<PlannedSubflow> open = new ArrayList<>();
            List<FiveTuple> close = new ArrayList<>();
            FiveTuple demote = null;
            for (Move change : changes) {
                change.open().ifPresent(path -> open.add(ConnectionPlanner.asked(connection.initial(), path)));
                change.close().ifPresent(close::add);
                demote = change.demote().orElse(demote);
            }
            begun = mover.begin(channel, connection, open, close, demote, changes.get(0).reason());
        }
        if (begun) {
            ledger.refresh(key);
        } else {
            ledger.restore(key);
        }
    }
}
