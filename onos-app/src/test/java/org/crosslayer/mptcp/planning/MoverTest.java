// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.mptcp.FakeFabricService.CLIENT;
import static org.crosslayer.mptcp.FakeFabricService.SERVER;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.connections.TestConnections;
import org.crosslayer.mptcp.planning.PathOutcome.Result;
import org.crosslayer.mptcp.planning.SubflowCommand.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MoverTest {
    private static final ConnectionKey KEY = ConnectionKey.connectionKey(FakeChannel.AGENT,
        ConnectionToken.token(1));
    private static final int INITIAL = 40000;
    private static final int OLD = 12001;
    private static final int NEW = 13001;

    private final ConnectionManager connections = TestConnections.activated(new DirectEvents());
    private final FakeChannel channel = new FakeChannel();
    private final MoveBook book = new MoveBook();
    private final PlanDesk desk = new PlanDesk(connections);
    private final List<ConnectionKey> over = new ArrayList<>();
    private long now = 1000;
    private final Mover mover = new Mover(book, desk, connections, () -> now, over::add);

    @BeforeEach
    void twoSubflows() {
        connections.report(MptcpConnection.builder(KEY, tuple(INITIAL)).with(subflow(INITIAL, false))
            .with(subflow(OLD, false)).planned(List.of(asked(OLD).opened(OLD))).build());
    }

    @Test
    void shouldTryTheNextPortsWhereNothingIsEstablished() throws Exception {
        begin(asked(NEW, NEW + 1), OLD, 0);
        assertThat(hasten()).as("not out yet").isTrue();
        answer(channel.next(), Result.OPENED, NEW);

        assertThat(hasten()).isTrue();
        SubflowCommand close = channel.nextCommand();
        assertThat(close.kind()).isEqualTo(Kind.CLOSE);
        assertThat(close.tuple()).isEqualTo(tuple(NEW));
        SentPlan again = channel.next();
        assertThat(again.paths().get(0).sourcePorts()).containsExactly(NEW + 1);
        answer(again, Result.OPENED, NEW + 1);
        assertThat(hasten()).as("no port is left").isTrue();
        channel.assertNothingSent();

        connections.update(KEY, known -> known.copy().with(subflow(NEW + 1, false)).build());
        check();
        assertThat(channel.nextCommand().tuple()).isEqualTo(tuple(OLD));
        assertThat(hasten()).as("nothing is being opened any more").isFalse();
    }

    private boolean hasten() {
        return mover.hasten(channel, connections.connection(KEY).orElseThrow());
    }

    @Test
    void shouldCloseTheOldSubflowOnlyOnceTheNewOneIsEstablished() throws Exception {
        begin(asked(NEW, NEW + 1), OLD, 0);
        SentPlan plan = channel.next();
        assertThat(plan.paths().get(0).sourcePorts()).containsExactly(NEW, NEW + 1);

        answer(plan, Result.OPENED, NEW + 1);
        check();
        channel.assertNothingSent();

        connections.update(KEY, known -> known.copy().with(subflow(NEW + 1, false)).build());
        check();
        SubflowCommand close = channel.nextCommand();
        assertThat(close.kind()).isEqualTo(Kind.CLOSE);
        assertThat(close.tuple()).isEqualTo(tuple(OLD));
        assertThat(connection().planned()).as("closed on purpose is not failed").hasSize(1);
        assertThat(over).isEmpty();

        now += 7_000_000;
        connections.update(KEY, known -> known.copy().without(subflow(OLD, false)).build());
        check();
        assertThat(over).containsExactly(KEY);
        assertThat(book.underWay(KEY)).isEmpty();
        assertThat(book.records(KEY)).singleElement().satisfies(record -> {
            assertThat(record.change()).isEqualTo("from 12001 to 13002 on r1/2>r2/9");
            assertThat(record.reason()).isEqualTo("a test");
            assertThat(record.failure()).isEmpty();
            assertThat(record.micros()).isEqualTo(7000);
        });
        check();
        channel.assertNothingSent();
    }

    @Test
    void shouldLeaveEverythingAsItWasIfTheOpeningIsRefused() throws Exception {
        begin(asked(NEW), OLD, 0);
        answer(channel.next(), Result.REFUSED, 0);

        assertFailed("not opened: no");
        connections.update(KEY, known -> known.copy().with(subflow(NEW, false)).build());
        check();
        channel.assertNothingSent();
    }

    @Test
    void shouldLeaveEverythingAsItWasIfTheNewSubflowIsNotEstablished() throws Exception {
        begin(asked(NEW), OLD, 0);
        answer(channel.next(), Result.OPENED, NEW);
        connections.update(KEY, known -> known.copy().planned(List.of(known.planned().get(0),
            known.planned().get(1).failed("closed with errno 111"))).build());
        check();

        assertThat(channel.nextCommand().tuple()).as("in case it is there").isEqualTo(tuple(NEW));
        assertFailed("a new subflow was closed before it was established");
    }

    @Test
    void shouldMakeAllOfOneConnectionBeforeItBreaksAnyOfIt() throws Exception {
        mover.begin(channel, connection(), List.of(asked(NEW), asked(NEW + 9)), List.of(flow(OLD)), flow(INITIAL), "x");
        SentPlan plan = channel.next();
        answer(plan, 0, Result.OPENED, NEW);
        answer(plan, 1, Result.OPENED, NEW + 9);
        connections.update(KEY, known -> known.copy().with(subflow(NEW, false)).build());
        check();
        channel.assertNothingSent();

        connections.update(KEY, known -> known.copy().with(subflow(NEW + 9, false)).build());
        check();
        assertThat(channel.nextCommand().kind()).isEqualTo(Kind.MAKE_BACKUP);
        assertThat(channel.nextCommand().tuple()).isEqualTo(tuple(OLD));
    }

    @Test
    void shouldCloseWhatWasOpenedIfTheRestIsRefused() throws Exception {
        mover.begin(channel, connection(), List.of(asked(NEW), asked(NEW + 9)), List.of(flow(OLD)), null, "x");
        SentPlan plan = channel.next();
        answer(plan, 0, Result.OPENED, NEW);
        answer(plan, 1, Result.REFUSED, 0);

        SubflowCommand close = channel.nextCommand();
        assertThat(close.kind()).isEqualTo(Kind.CLOSE);
        assertThat(close.tuple()).isEqualTo(tuple(NEW));
        assertFailed("not opened: no");
        channel.assertNothingSent();
    }

    @Test
    void shouldGiveUpWhatTakesTooLong() throws Exception {
        begin(asked(NEW), OLD, 0);
        answer(channel.next(), Result.OPENED, NEW);
        now += Mover.STEP_NANOS - 1;
        mover.giveUpLate(key -> channel);
        channel.assertNothingSent();

        now++;
        mover.giveUpLate(key -> channel);
        assertThat(channel.nextCommand().tuple()).as("it may come yet").isEqualTo(tuple(NEW));
        assertFailed("not established within 10 s");
    }

    @Test
    void shouldMakeABackupOfTheInitialSubflow() throws Exception {
        begin(null, 0, INITIAL);
        SubflowCommand command = channel.nextCommand();
        assertThat(command.kind()).isEqualTo(Kind.MAKE_BACKUP);
        assertThat(command.tuple()).isEqualTo(tuple(INITIAL));
        assertThat(over).isEmpty();

        connections.update(KEY, known -> known.copy().with(subflow(INITIAL, true)).build());
        check();
        assertThat(over).containsExactly(KEY);
        assertThat(book.records(KEY).get(0).change()).isEqualTo("made 40000 a backup");
    }

    @Test
    void shouldSayIfTheOldSubflowStays() throws Exception {
        begin(null, OLD, 0);
        SubflowCommand command = channel.nextCommand();

        mover.answered(channel, new PathOutcome(command.commandId() + 1, PathOutcome.NO_PATH, Result.REFUSED, 0, "x"));
        mover.answered(channel, new PathOutcome(command.commandId(), PathOutcome.NO_PATH, Result.OPENED, 0, ""));
        assertThat(over).isEmpty();
        mover.answered(channel, new PathOutcome(command.commandId(), PathOutcome.NO_PATH, Result.REFUSED, 0, "no"));
        assertFailed("the old subflow stays: no");
    }

    @Test
    void shouldMakeOneChangeAtATimeAndLetTheConnectionRest() throws Exception {
        assertThat(begin(asked(NEW), OLD, 0)).isTrue();
        assertThat(begin(asked(NEW + 5), OLD, 0)).isFalse();
        answer(channel.next(), Result.REFUSED, 0);
        channel.assertNothingSent();

        assertThat(book.rests(KEY)).isTrue();
        assertThat(book.rested(now + Mover.REST_AFTER_FAILURE_NANOS - 1)).isEmpty();
        assertThat(book.rested(now + Mover.REST_AFTER_FAILURE_NANOS)).containsExactly(KEY);
        assertThat(book.rests(KEY)).isFalse();
    }

    @Test
    void shouldForgetWithTheConnection() {
        begin(asked(NEW), OLD, 0);
        connections.remove(KEY);
        book.forget(KEY);
        assertThat(book.isEmpty()).isTrue();
        assertThat(mover.begin(channel, MptcpConnection.builder(KEY, tuple(INITIAL)).build(), List.of(asked(NEW)),
            List.of(), null, "late")).isFalse();
        assertThat(book.isEmpty()).isTrue();
    }

    @Test
    void shouldRememberNoMoreThanTheLastMoves() throws Exception {
        for (int i = 0; i < 3 * MoveBook.MOST_RECORDS; i++) {
            begin(asked(NEW + i), OLD, 0);
            answer(channel.next(), Result.REFUSED, 0);
        }
        assertThat(book.records(KEY)).hasSize(MoveBook.MOST_RECORDS);
    }

    private void assertFailed(String why) {
        assertThat(over).containsExactly(KEY);
        assertThat(book.underWay(KEY)).isEmpty();
        assertThat(book.records(KEY)).singleElement().satisfies(record ->
            assertThat(record.failure()).isEqualTo(why));
        assertThat(connection().subflows()).contains(subflow(OLD, false));
    }

    private boolean begin(PlannedSubflow open, int close, int demote) {
        return mover.begin(channel, connection(), open == null ? List.of() : List.of(open),
            close == 0 ? List.of() : List.of(flow(close)),
            demote == 0 ? null : flow(demote), "a test");
    }

    private void check() {
        mover.check(channel, connection());
    }

    private void answer(SentPlan plan, Result result, int port) {
        answer(plan, 0, result, port);
    }

    private void answer(SentPlan plan, int index, Result result, int port) {
        PathOutcome outcome = new PathOutcome(plan.commandId(), index, result, port,
            result == Result.OPENED ? "" : "no");
        PendingPlan pending = desk.answer(FakeChannel.AGENT, outcome).orElseThrow();
        desk.enter(KEY, pending.plan().paths().get(index), outcome);
        mover.answered(channel, plan.commandId(), KEY, outcome);
    }

    private MptcpConnection connection() {
        return connections.connection(KEY).orElseThrow();
    }

    private static PlannedSubflow asked(Integer... ports) {
        return PlannedSubflow.asked(tuple(INITIAL), List.of(ports), "r1/2>r2/9", "r2/2>r1/9", false);
    }

    private static Subflow subflow(int port, boolean backup) {
        return Subflow.subflow(tuple(port), 0, 0, backup);
    }

    private static FiveTuple flow(int port) {
        return Flows.outbound(tuple(port));
    }

    private static FourTuple tuple(int port) {
        return FourTuple.fourTuple(CLIENT, port, SERVER, 80);
    }
}
