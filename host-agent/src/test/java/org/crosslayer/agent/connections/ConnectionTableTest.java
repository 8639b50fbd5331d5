// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {
    private static final long MILLI = 1_000_000;

    private final ConnectionTable table = new ConnectionTable(3);
    private final RecordingObserver observer = new RecordingObserver();

    @BeforeEach
    void observe() {
        table.observe(observer);
    }

    @Test
    void shouldTellOfALifeInOrder() {
        table.apply(Samples.created(), 1);
        assertThat(observer.told).isEmpty();
        table.apply(Samples.established(), 2);
        table.apply(Samples.subflowEstablished(Samples.SECOND, 1), 3);
        table.apply(new MptcpEvent.Announced(Samples.TOKEN, 4, Samples.endpoint("10.0.3.2", 80)), 4);
        table.apply(new MptcpEvent.Removed(Samples.TOKEN, 4), 5);
        table.apply(Samples.subflowClosed(Samples.SECOND, 1, 104), 6);
        table.apply(new MptcpEvent.Closed(Samples.TOKEN), 7);
        assertThat(observer.told).containsExactly("eligible " + Samples.TOKEN, "up 12000", "announced 10.0.3.2:80",
            "removed 4", "down 12000 104", "closed " + Samples.TOKEN);
        assertThat(table.connections()).isEmpty();
    }

    @Test
    void shouldTakeEveryEventOnce() {
        table.apply(Samples.established(), 2);
        table.apply(Samples.established(), 3);
        table.apply(Samples.subflowEstablished(Samples.SECOND, 1), 4);
        table.apply(Samples.subflowEstablished(Samples.SECOND, 1), 5);
        assertThat(observer.told).containsExactly("eligible " + Samples.TOKEN, "up 12000");
        assertThat(table.connection(Samples.TOKEN).subflows()).hasSize(2);
        assertThat(table.connection(Samples.TOKEN).establishedNanos()).isEqualTo(2);
    }

    @Test
    void shouldTellOnceOfAPriorityThatThisHostHasSet() {
        table.apply(Samples.established(), 1);
        table.prioritySet(Samples.TOKEN, Samples.SECOND, true, 2);
        table.apply(Samples.subflowEstablished(Samples.SECOND, 1), 3);
        table.prioritySet(Samples.TOKEN, Samples.SECOND, true, 4);
        table.prioritySet(Samples.TOKEN, Samples.SECOND, true, 5);
        table.prioritySet(Samples.TOKEN + 1, Samples.SECOND, true, 6);
        assertThat(observer.told).containsExactly("eligible " + Samples.TOKEN, "up 12000", "priority 12000 true");
        assertThat(table.connection(Samples.TOKEN).subflow(Samples.SECOND).backup()).isTrue();
        assertThat(table.connection(Samples.TOKEN).subflow(Samples.SECOND).localId()).isEqualTo(1);
    }

    @Test
    void shouldTakeForBackupWhatThisHostHasAskedForAsBackup() throws Exception {
        TableSlots slots = new TableSlots(table, 8);
        table.apply(Samples.established(), 1);
        int id = slots.claim(Samples.TOKEN, Samples.SECOND.local(), true).addressId();
        table.apply(Samples.subflowEstablished(Samples.SECOND, id), 2);
        assertThat(table.connection(Samples.TOKEN).subflow(Samples.SECOND).backup()).isTrue();
        table.prioritySet(Samples.TOKEN, Samples.SECOND, false, 3);
        table.apply(Samples.subflowEstablished(Samples.SECOND, id), 4);
        assertThat(table.connection(Samples.TOKEN).subflow(Samples.SECOND).backup()).isFalse();
        assertThat(observer.told).containsExactly("eligible " + Samples.TOKEN, "up 12000", "priority 12000 false");
    }

    @Test
    void shouldIgnoreEventsOfConnectionsItDoesNotKnow() {
        table.apply(Samples.subflowEstablished(Samples.SECOND, 1), 1);
        table.apply(new MptcpEvent.Closed(Samples.TOKEN), 2);
        table.apply(new MptcpEvent.Unknown(77), 3);
        assertThat(observer.told).isEmpty();
        assertThat(table.connections()).isEmpty();
    }

    @Test
    void shouldTakeAReusedTokenForAnotherConnection() {
        table.apply(Samples.established(), 1);
        table.apply(Samples.subflowEstablished(Samples.SECOND, 1), 1);
        table.apply(new MptcpEvent.Established(Samples.TOKEN, Samples.tuple("10.0.1.2", 41_000, "10.0.2.2", 80), true,
            true), 2);
        MptcpConnection connection = table.connection(Samples.TOKEN);
        assertThat(connection.initial().local().port()).isEqualTo(41_000);
        assertThat(connection.subflows()).hasSize(1);
        assertThat(connection.serverSide()).isTrue();
        assertThat(connection.denyJoinInitial()).isTrue();
    }

    @Test
    void shouldFollowNoMoreThanItMay() {
        for (int token = 1; token <= 5; token++) {
            table.apply(Samples.established(token), token);
        }
        assertThat(table.connections()).hasSize(3);
        table.apply(new MptcpEvent.Closed(1), 9);
        table.apply(Samples.established(6), 10);
        assertThat(table.connection(6)).isNotNull();
        assertThat(table.connection(4)).isNull();
    }

    @Test
    void shouldWaitForBytes() {
        table.setRule(new ReportingRule(1000, 0), 0);
        table.apply(Samples.established(1), 0);
        table.apply(Samples.established(2), 0);
        table.reconsider(Map.of(1, 999L, 2, 1000L), 1_000_000 * MILLI);
        assertThat(observer.told).containsExactly("eligible 2");
        table.apply(new MptcpEvent.Closed(1), 5);
        assertThat(observer.told).containsExactly("eligible 2");
        assertThat(table.waitingCount()).isZero();
    }

    @Test
    void shouldWaitForAge() {
        List<String> woken = new ArrayList<>();
        table.whenWaiting(() -> woken.add("woken"));
        table.setRule(new ReportingRule(0, 50), 0);
        table.apply(Samples.established(1), 0);
        table.apply(Samples.established(2), 20 * MILLI);
        assertThat(woken).hasSize(2);
        assertThat(table.reconsider(Map.of(), 49 * MILLI)).isEqualTo(MILLI);
        assertThat(observer.told).isEmpty();
        assertThat(table.reconsider(Map.of(), 50 * MILLI)).isEqualTo(20 * MILLI);
        assertThat(observer.told).containsExactly("eligible 1");
        assertThat(table.reconsider(Map.of(), 70 * MILLI)).isEqualTo(Long.MAX_VALUE);
        assertThat(observer.told).containsExactly("eligible 1", "eligible 2");
    }

    @Test
    void shouldReportAtWhicheverIsReachedFirst() {
        table.setRule(new ReportingRule(1000, 50), 0);
        table.apply(Samples.established(1), 0);
        table.apply(Samples.established(2), 0);
        table.reconsider(Map.of(1, 10L, 2, 2000L), 10 * MILLI);
        assertThat(observer.told).containsExactly("eligible 2");
        table.reconsider(Map.of(1, 10L), 50 * MILLI);
        assertThat(observer.told).containsExactly("eligible 2", "eligible 1");
    }

    @Test
    void shouldReportThoseThatWaitWhenTheRuleFalls() {
        table.setRule(new ReportingRule(1000, 0), 0);
        table.apply(Samples.established(), 0);
        table.apply(Samples.subflowEstablished(Samples.SECOND, 1), 1);
        assertThat(observer.told).isEmpty();
        table.setRule(ReportingRule.AT_ONCE, 2);
        assertThat(observer.told).containsExactly("eligible " + Samples.TOKEN);
        assertThat(table.connection(Samples.TOKEN).subflows()).hasSize(2);
    }

    @Test
    void shouldRunWhatWaitsForTheConnectionOnce() {
        List<String> ran = new ArrayList<>();
        assertThat(table.onceEstablished(Samples.TOKEN, () -> ran.add("unknown"))).isFalse();
        table.apply(Samples.created(), 1);
        for (int i = 0; i < 8; i++) {
            assertThat(table.onceEstablished(Samples.TOKEN, () -> ran.add("waited"))).isTrue();
        }
        assertThat(table.onceEstablished(Samples.TOKEN, () -> ran.add("too many"))).isFalse();
        table.apply(Samples.established(), 2);
        assertThat(ran).hasSize(8).containsOnly("waited");
        assertThat(table.onceEstablished(Samples.TOKEN, () -> ran.add("late"))).isFalse();
    }

    @Test
    void shouldAnswerWhatWaitsWhenTheConnectionCloses() {
        List<String> ran = new ArrayList<>();
        table.apply(Samples.created(), 1);
        table.onceEstablished(Samples.TOKEN, () -> ran.add("waited"));
        table.apply(new MptcpEvent.Closed(Samples.TOKEN), 2);
        assertThat(ran).containsExactly("waited");
    }
}
