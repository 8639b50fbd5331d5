// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out changes to live connections, make before break: opens the new subflows, waits until the kernel has
 * established all of them, then closes or demotes the old ones. Whatever goes wrong before leaves the connection as
 * it was. Driven by what happens to the connection, from any thread; nothing waits.
 */
final class Mover {
    /** A step that takes longer is given up: an MP_JOIN is sent again after 1 and 3 s. */
    static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** How long a connection is left alone after a change, and after one that has failed. */
    static final long REST_NANOS = TimeUnit.SECONDS.toNanos(3);
    static final long REST_AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Logger log = LoggerFactory.getLogger(getClass());

    private final MoveBook book;
    private final PlanDesk desk;
    private final ConnectionRegistry registry;
    private final LongSupplier nanoTime;
    private final Consumer<ConnectionKey> over;

    /**
     * Makes a mover.
     *
     * @param over told of every connection whose change is over, made or not
     */
    Mover(MoveBook book, PlanDesk desk, ConnectionRegistry registry, LongSupplier nanoTime,
          Consumer<ConnectionKey> over) {
        this.book = book;
        this.desk = desk;
        this.registry = registry;
        this.nanoTime = nanoTime;
        this.over = over;
    }

    /** Begins a change; false, with nothing done, if another is under way or the connection has gone. */
    boolean begin(AgentChannel channel, MptcpConnection connection, List<PlannedSubflow> open,
                  List<FiveTuple> close, FiveTuple demote, String reason) {
        MoveInFlight move = new MoveInFlight(connection.key(), open, close, demote, reason, Instant.now(),
            nanoTime.getAsLong());
        if (!book.begin(move)) {
            return false;
        }
        log.debug("Moving {}", move);
        if (open.isEmpty()) {
            check(channel, connection);
            return true;
        }
        return send(channel, move);
    }

    private boolean send(AgentChannel channel, MoveInFlight move) {
        SentPlan plan = new SentPlan(desk.newId(), move.key(), SentPlan.LAST_ATTEMPT, move.open());
        move.asked(plan.commandId());
        boolean sent = desk.commit(channel, plan, now -> now.copy()
            .planned(PlanEntries.extended(now.planned(), now.planned(), plan.paths())).build());
        if (!sent) {
            book.end(move);
        }
        return sent;
    }

    /**
     * Opens the new subflows of a change from their next source ports, if those that were tried are not established
     * yet: the SYN is lost where the network takes longer than we do to get over a failure, and the kernel sends it
     * again only after a second.
     *
     * @return whether there is anything to look at again: a change that waits for its new subflows
     */
    boolean hasten(AgentChannel channel, MptcpConnection connection) {
        MoveInFlight move = book.underWay(connection.key()).filter(MoveInFlight::opening).orElse(null);
        MoveInFlight next = move == null ? null : move.fromNextPorts(connection, nanoTime.getAsLong());
        if (next == null) {
            return move != null;
        }
        if (book.end(move) && book.begin(next)) {
            log.debug("Not established yet, from the next ports: {}", next);
            send(channel, withdrawn(move));
            send(channel, next);
        }
        return true;
    }

    /** An answer to a plan: the source port of a new subflow, if it is of a change. */
    void answered(AgentChannel channel, long commandId, ConnectionKey key, PathOutcome outcome) {
        book.underWay(key).filter(move -> move.asks(commandId)).ifPresent(move -> {
            if (outcome.result() == PathOutcome.Result.OPENED) {
                move.opened(outcome.pathIndex(), outcome.sourcePort());
            } else {
                fail(channel, move, "not opened: " + outcome.detail());
            }
        });
    }

    /** An answer to a single command. */
    void answered(AgentChannel channel, PathOutcome outcome) {
        for (MoveInFlight move : book.underWay()) {
            if (move.endedBy(outcome.commandId()) && move.key().agent().equals(channel.agent().id())
                    && outcome.result() != PathOutcome.Result.OPENED) {
                finish(move, "the old subflow stays: " + outcome.detail());
            }
        }
    }

    /** Something has happened to a connection: takes the next step of its change, if it is time for it. */
    void check(AgentChannel channel, MptcpConnection connection) {
        MoveInFlight move = book.underWay(connection.key()).orElse(null);
        if (move == null) {
            return;
        }
        switch (move.next(connection)) {
            case END_THE_OLD:
                endTheOld(channel, connection, move);
                break;
            case DONE:
                finish(move, "");
                break;
            case FAILED:
                fail(channel, move, "a new subflow was closed before it was established");
                break;
            default:
                break;
        }
    }

    private void endTheOld(AgentChannel channel, MptcpConnection connection, MoveInFlight move) {
        List<SubflowCommand> commands = new ArrayList<>();
        if (move.demote() != null) {
            commands.add(command(move.key(), SubflowCommand.Kind.MAKE_BACKUP, move.demote()));
        }
        for (FiveTuple close : move.close()) {
            commands.add(command(move.key(), SubflowCommand.Kind.CLOSE, close));
            FourTuple closing = Flows.tuple(close);
            // What is closed on purpose has not failed.
            registry.update(move.key(), now -> PlanEntries.without(now, closing));
        }
        if (commands.isEmpty()) {
            finish(move, "");
            return;
        }
        move.ends(commands.get(commands.size() - 1).commandId());
        channel.send(commands);
        check(channel, connection);
    }

    /** Gives up what takes too long. A new subflow that comes all the same is closed again. */
    void giveUpLate(Function<ConnectionKey, AgentChannel> channels) {
        long now = nanoTime.getAsLong();
        for (MoveInFlight move : book.underWay()) {
            if (now - move.beganNanos() < (move.opening() ? STEP_NANOS : 2 * STEP_NANOS)) {
                continue;
            }
            AgentChannel channel = channels.apply(move.key());
            if (move.opening()) {
                fail(channel, move, "not established within " + TimeUnit.NANOSECONDS.toSeconds(STEP_NANOS) + " s");
            } else {
                finish(move, "the old subflow did not end");
            }
        }
    }

    private SubflowCommand command(ConnectionKey key, SubflowCommand.Kind kind, FiveTuple flow) {
        return new SubflowCommand(desk.newId(), key, kind, Flows.tuple(flow));
    }

    /** Ends a change that could not be made: what was opened for it, and what may come of it yet, is closed again. */
    private void fail(AgentChannel channel, MoveInFlight move, String why) {
        List<SubflowCommand> commands = withdrawn(move);
        finish(move, why);
        send(channel, commands);
    }

    private static void send(AgentChannel channel, List<SubflowCommand> commands) {
        if (channel != null && !commands.isEmpty()) {
            channel.send(commands);
        }
    }

    /** Takes the new subflows of a change out of what is planned; returns what closes them. */
    private List<SubflowCommand> withdrawn(MoveInFlight move) {
        List<SubflowCommand> commands = new ArrayList<>();
        for (FourTuple opened : move.openedTuples()) {
            registry.update(move.key(), known -> PlanEntries.without(known, opened));
            commands.add(new SubflowCommand(desk.newId(), move.key(), SubflowCommand.Kind.CLOSE, opened));
        }
        return commands;
    }

    private void finish(MoveInFlight move, String failure) {
        if (!book.end(move)) {
            return;
        }
        long now = nanoTime.getAsLong();
        book.record(move.key(), new MoveRecord(move, now, failure));
        book.rest(move.key(), now + (failure.isEmpty() ? REST_NANOS : REST_AFTER_FAILURE_NANOS));
        log.debug("Moved {}: {}", move, failure.isEmpty() ? "done" : failure);
        over.accept(move.key());
    }
}
